import {
  type Commune,
  chercherCommunes,
  communesDeNom,
  communesDeNomProche,
  departements,
  nomsProches,
  regions,
  replierNom,
} from '@inter-ror/territory';

const EACH = 2;
const ALL = 4;

/** What is said of a question. */
export interface Avis {
  dit: string;
  /** Words of the question that name no place, and the places that they may mean, as they are to be typed. */
  inconnu?: { mots: string; propositions: readonly string[] };
}

/** « Aucune commune ne s’appelle … Vouliez-vous Quimper (29) ? » */
export function avisEnMots({ dit, inconnu }: Avis): string {
  return inconnu === undefined || inconnu.propositions.length === 0
    ? dit
    : `${dit} Vouliez-vous ${inconnu.propositions.join(', ')} ?`;
}

/** Places whose names are near words that are no name of a place; none when nothing is near. */
export function proposerLieux(nom: string): string[] {
  const key = replierNom(nom);
  const words = nom.split(' ');
  const inside = words.slice(1).flatMap((_, i) => communesDeNom(words.slice(i + 1).join(' ')).slice(0, 1));
  const communes = [...inside.slice(0, 1), ...communesDeNomProche(nom, EACH), ...chercherCommunes(nom, EACH)];
  const territories = [...regions(), ...departements()].filter((t) => nomsProches(replierNom(t.nom), key));
  const names = [...new Set([...territories.slice(0, EACH).map((t) => t.nom), ...communes.map(communeDite)])];
  return names.slice(0, ALL);
}

/** « Quimper (29) »: how to name a commune so that it is this one. */
export function communeDite({ nom, departement }: Commune): string {
  return `${nom} (${departement})`;
}
