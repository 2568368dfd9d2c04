import { cleIdentifiant, type Professionnel } from '@inter-ror/exposure-model';

const RPPS = /^[0-9]{11}$/;
const RPPS_PREFIXE = /^8[0-9]{11}$/;
const ADELI = /^[0-9][0-9AB][0-9]{7}$/;
const ADELI_PREFIXE = /^0[0-9][0-9AB][0-9]{7}$/;

/**
 * The form a professional's national identifier is compared in: an idNat_PS is the RPPS number after `8` or the ADELI
 * number after `0` (TRE_G08); the bare numbers designate the same professional.
 */
export function cleProfessionnel(identifiant: string): string {
  const cle = cleIdentifiant(identifiant);
  if (RPPS.test(cle)) return `8${cle}`;
  if (ADELI.test(cle)) return `0${cle}`;
  return cle;
}

/** Keys under which a professional is found by national identifier; only identifiers of the national forms count. */
export function identifiantsProfessionnel(professionnel: Professionnel): string[] {
  const cles = (professionnel.identifiants ?? [])
    .map(({ valeur }) => cleProfessionnel(valeur))
    .filter((cle) => RPPS_PREFIXE.test(cle) || ADELI_PREFIXE.test(cle));
  return [...new Set(cles)];
}
