/**
 * Identifiers of the invented nation: well formed, their keys right, in ranges that mark them as invented.
 *
 * - FINESS: département, `99` (then `98` to `90` in a nation of millions), a number, Luhn key (`DD99xxxxK`; overseas `979RxxxxK`, R the last digit of the département);
 * - SIREN: `99`, a number (50,000 for each region), Luhn key;
 * - RPPS: `99`, rank of the region, a number, Luhn key.
 */

/** Code of the authority of idNat_Struct (identifiant national de structure). */
export const OID_ID_NAT_STRUCT = '1.2.250.1.71.4.2.2';
/** Code of the authority of idNat_PS (identifiant national de professionnel de santé). */
export const OID_ID_NAT_PS = '1.2.250.1.71.4.2.1';

/** Luhn key of a text of digits; the letter of a Corsican département counts as 0. */
export function cleLuhn(corps: string): string {
  let somme = 0;
  for (let i = corps.length - 1, rang = 0; i >= 0; i--, rang++) {
    const code = corps.charCodeAt(i) - 48;
    let chiffre = code >= 0 && code <= 9 ? code : 0;
    if (rang % 2 === 0) {
      chiffre *= 2;
      if (chiffre > 9) chiffre -= 9;
    }
    somme += chiffre;
  }
  return String((10 - (somme % 10)) % 10);
}

function numero(valeur: number, chiffres: number, quoi: string): string {
  const texte = String(valeur);
  if (texte.length > chiffres) throw plageEpuisee(quoi);
  return texte.padStart(chiffres, '0');
}

function plageEpuisee(quoi: string): RangeError {
  return new RangeError(`Plage de ${quoi} inventés épuisée : demander moins d'offres.`);
}

const FINESS_PAR_BLOC = 10_000;

/** @param departement code of the département: `29`, `2A`, `974` */
export function finessFictif(departement: string, rang: number): string {
  const bloc = 99 - Math.floor(rang / FINESS_PAR_BLOC);
  if (bloc < (departement.length === 3 ? 99 : 90)) throw plageEpuisee('FINESS');
  const debut = departement.length === 3 ? `979${departement[2]}` : `${departement}${bloc}`;
  const corps = debut + numero(rang % FINESS_PAR_BLOC, 4, 'FINESS');
  return corps + cleLuhn(corps);
}

const SIREN_PAR_REGION = 50_000;

/** @param rangRegion 0 to 17; 18 for those of no region */
export function sirenFictif(rangRegion: number, rang: number): string {
  if (rang >= SIREN_PAR_REGION) throw plageEpuisee('SIREN');
  const corps = `99${numero(rangRegion * SIREN_PAR_REGION + rang, 6, 'SIREN')}`;
  return corps + cleLuhn(corps);
}

/** SIRET of the first establishment of an invented SIREN. */
export function siretFictif(siren: string): string {
  const corps = `${siren}0001`;
  return corps + cleLuhn(corps);
}

/** @param rangRegion 0 to 17; 99 for those who practise in two regions */
export function rppsFictif(rangRegion: number, rang: number): string {
  const corps = `99${numero(rangRegion, 2, 'RPPS')}${numero(rang, 6, 'RPPS')}`;
  return corps + cleLuhn(corps);
}

/** entityID: unique in the nation, since it begins with the code of the region. */
export function idEntite(region: string, sorte: 'EJ' | 'EG' | 'OI' | 'UE' | 'AO' | 'PS' | 'EQ', suite: string): string {
  return `${region}-${sorte}-${suite}`;
}
