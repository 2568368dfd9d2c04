import { LISTES_DE_CODES, type ListeDeCodes } from '@inter-ror/exposure-model';

/** What is matched by equality: lists of codes, identifiers, territory, and the two yes-or-no facts. */
export type ExactField =
  | ListeDeCodes
  | 'secteurPsychiatrique'
  | 'numFINESS'
  | 'idNatStruct'
  | 'region'
  | 'departement'
  | 'commune'
  | 'codePostal'
  | 'accueilSequentielAccepte'
  | 'zonePoser';

export const LISTES = Object.keys(LISTES_DE_CODES) as ListeDeCodes[];

/** Every field, at its place in a segment. */
export const EXACT_FIELDS: readonly ExactField[] = [
  ...LISTES,
  'secteurPsychiatrique',
  'numFINESS',
  'idNatStruct',
  'region',
  'departement',
  'commune',
  'codePostal',
  'accueilSequentielAccepte',
  'zonePoser',
];

/** The value of a field that holds yes or no, when it is yes: the others are not written. */
export const YES = '1';

/** One form for the codes of a territory: `2a` and `2A` are the same department. */
export function cleTerritoire(valeur: string): string {
  return valeur.toUpperCase();
}
