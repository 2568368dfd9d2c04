import type { Predicat, Recherche } from '@inter-ror/exposure-model';

/** Searches in turn, as users make them: a code near a point, words, lists. */
const PREDICATS: readonly Predicat[] = [
  {
    sorte: 'et',
    termes: [
      { sorte: 'codes', liste: 'modePriseEnCharge', cles: ['28', '29'] },
      { sorte: 'disque', latitude: 48.1, longitude: -1.7, rayonM: 40_000 },
    ],
  },
  { sorte: 'texte', mots: ['cardio', 'quimper'] },
  {
    sorte: 'et',
    termes: [
      { sorte: 'codes', liste: 'champActivite', cles: ['1', '3'] },
      { sorte: 'codes', liste: 'categorieEG', cles: ['355', '500'] },
      { sorte: 'lits', minimum: 2 },
    ],
  },
];

/** The search of that rank, pages of 20. */
export function question(rang: number): Recherche {
  const predicat = PREDICATS[rang % PREDICATS.length]!;
  return { predicat, tri: 'NOM', motsPertinence: [], first: 20, empreinte: 'banc' };
}
