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

/** « Vouliez-vous Quimper (29) ? » with a space before, for a name that nothing has; empty when nothing is near. */
export function proposerLieux(nom: string): string {
  const key = replierNom(nom);
  const words = nom.split(' ');
  const inside = words.slice(1).flatMap((_, i) => communesDeNom(words.slice(i + 1).join(' ')).slice(0, 1));
  const communes = [...inside.slice(0, 1), ...communesDeNomProche(nom, EACH), ...chercherCommunes(nom, EACH)];
  const territories = [...regions(), ...departements()].filter((t) => nomsProches(replierNom(t.nom), key));
  const names = [...new Set([...territories.slice(0, EACH).map((t) => t.nom), ...communes.map(communeDite)])];
  return names.length === 0 ? '' : ` Vouliez-vous ${names.slice(0, ALL).join(', ')} ?`;
}

/** « Quimper (29) »: how to name a commune so that it is this one. */
export function communeDite({ nom, departement }: Commune): string {
  return `${nom} (${departement})`;
}
