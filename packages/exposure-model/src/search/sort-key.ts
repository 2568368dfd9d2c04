import { replierTexte } from '@inter-ror/nomenclatures';

/** Characters of a folded name that count in the sort `NOM`. */
export const LONGUEUR_NOM_TRI = 120;

/** Value of an offer in the sort `NOM`: its name folded, cut so that a cursor always holds it; the id settles ties. */
export function cleNom(nom: string): string {
  return replierTexte(nom).slice(0, LONGUEUR_NOM_TRI);
}
