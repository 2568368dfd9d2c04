import { parPopulation } from './commune-search.js';
import type { Commune } from './communes.js';
import { fautes } from './edit-distance.js';
import { replierNom } from './name-folding.js';

const LONGUEUR_MAX = 60;

type CommunesParMots = ReadonlyMap<string, { commune: Commune; nom: string }[]>;

let parNomReplie: CommunesParMots | undefined;
let parPremierMot: CommunesParMots | undefined;

/** The communes, and arrondissements, of exactly this name (accents, case, hyphens do not matter), the most populated first. */
export function communesDeNom(nom: string): readonly Commune[] {
  parNomReplie ??= indexer((replie) => replie);
  return (parNomReplie.get(replierNom(nom.slice(0, LONGUEUR_MAX))) ?? []).map(({ commune }) => commune);
}

/** At most `first` communes whose name begins with these whole words, and goes on; the most populated first. */
export function communesCommencant(nom: string, first: number): Commune[] {
  parPremierMot ??= indexer((replie) => replie.split(' ', 1)[0]!);
  const debut = replierNom(nom.slice(0, LONGUEUR_MAX));
  const possibles = parPremierMot.get(debut.split(' ', 1)[0]!) ?? [];
  return retenir(possibles, first, (autre) => autre.startsWith(`${debut} `));
}

/** At most `first` communes whose name, of the same first letter, is a slip of the hand away from this one, the most populated first. */
export function communesDeNomProche(nom: string, first: number): Commune[] {
  const cherche = replierNom(nom.slice(0, LONGUEUR_MAX));
  return retenir(
    parPopulation(),
    first,
    (autre) => autre[0] === cherche[0] && autre !== cherche && nomsProches(cherche, autre),
  );
}

/** Whether two folded names differ by one letter, or two when they are long: added, left out, changed or swapped. */
export function nomsProches(a: string, b: string): boolean {
  const permis = Math.min(a.length, b.length) < 4 ? 0 : Math.min(a.length, b.length) < 7 ? 1 : 2;
  return fautes(a, b, permis) <= permis;
}

function retenir(
  parmi: readonly { commune: Commune; nom: string }[],
  first: number,
  convient: (nom: string) => boolean,
): Commune[] {
  const retenues: Commune[] = [];
  for (const { commune, nom } of parmi) {
    if (retenues.length >= first) break;
    if (convient(nom)) retenues.push(commune);
  }
  return retenues;
}

function indexer(mots: (nomReplie: string) => string): CommunesParMots {
  const index = new Map<string, { commune: Commune; nom: string }[]>();
  for (const entry of parPopulation()) {
    const memes = index.get(mots(entry.nom));
    if (memes === undefined) index.set(mots(entry.nom), [entry]);
    else memes.push(entry);
  }
  return index;
}
