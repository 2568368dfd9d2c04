import { montrer } from './read-values.js';
import { ErreurRecherche } from './search-error.js';

/** Canonical form of a FINESS number or an idNat_Struct: no space, upper case. */
export function cleIdentifiant(valeur: string): string {
  return valeur.replace(/\s+/g, '').toUpperCase();
}

/** RG_RECH_10: département (two digits, 2A, 2B, or three digits overseas), G or I, two digits. */
const SECTEUR = /^(?:\d{2,3}|2[AB])[GI]\d{2}$/;

export function lireSecteur(valeur: string, champ: string): string {
  const secteur = valeur.toUpperCase();
  if (SECTEUR.test(secteur)) return secteur;
  throw new ErreurRecherche(
    'RG_RECH_10',
    champ,
    `${champ} vaut ${montrer(valeur)} : donnez le département, G (adultes) ou I (infanto-juvénile), puis deux ` +
      'chiffres, comme 29G04, 2AG01 ou 974I01.',
  );
}

/** Codes of a place, padded as INSEE and the postal service write them. */
export const LECTEURS_TERRITOIRE = {
  region: lecteur(/^\d{1,3}$/, 2, 'un code de région (TRE_R30), comme 53 ou 04'),
  departement: lecteur(/^(?:\d{1,3}|2[AB])$/, 2, 'un code de département, comme 29, 2A ou 974'),
  commune: lecteur(/^(?:\d{4,5}|2[AB]\d{3})$/, 5, 'un code INSEE de commune, comme 29232 ou 2A004'),
  codePostal: lecteur(/^\d{4,5}$/, 5, 'un code postal de cinq chiffres, comme 29000'),
} as const;

function lecteur(forme: RegExp, largeur: number, attendu: string) {
  return (valeur: string, champ: string): string => {
    const code = valeur.toUpperCase();
    if (!forme.test(code)) {
      throw new ErreurRecherche('TERRITOIRE_INVALIDE', champ, `${champ} vaut ${montrer(valeur)} : donnez ${attendu}.`);
    }
    return code.replace(/^0+(?=.)/, '').padStart(largeur, '0');
  };
}
