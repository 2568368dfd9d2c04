import type { ListeDeCodes, Predicat, Recherche, TriOffres } from '@inter-ror/exposure-model';
import { motsDe } from '@inter-ror/nomenclatures';
import type { Random } from './index-bench-data.js';

/** The questions that both engines answer. */
export const COMPARED = ['codeRadius', 'orLists', 'count', 'page5', 'text'] as const;
export type Compared = (typeof COMPARED)[number];

/** Broad questions, that only the index is asked: their p99 is bounded too. */
export const BROAD = [
  'everythingByName',
  'everythingByAvailability',
  'everythingByDistance',
  'radius1000Km',
  'oneLetterByRelevance',
  'notCodeByUpdate',
  'manyOr',
] as const;
export type Broad = (typeof BROAD)[number];

function search(predicat: Predicat, tri: TriOffres, autres: Partial<Recherche> = {}): Recherche {
  return { predicat, tri, motsPertinence: [], first: 20, empreinte: 'banc', ...autres };
}

function codes(random: Random, liste: ListeDeCodes, from: number, count: number): Predicat {
  return { sorte: 'codes', liste, cles: Array.from({ length: count }, () => random.code(from)) };
}

function orLists(random: Random): Predicat {
  const termes = [
    codes(random, 'activiteOperationnelle', 350, 3),
    codes(random, 'modePriseEnCharge', 40, 2),
    codes(random, 'publicPrisEnCharge', 60, 3),
  ];
  return { sorte: 'et', termes };
}

/** One more question of a kind, drawn at random. */
export function comparedQuestion(kind: Compared, random: Random): Recherche {
  switch (kind) {
    case 'codeRadius': {
      const { latitude, longitude } = random.point();
      const disque: Predicat = { sorte: 'disque', latitude, longitude, rayonM: 30_000 };
      const termes = [codes(random, 'activiteOperationnelle', 350, 1), disque];
      return search({ sorte: 'et', termes }, 'DISTANCE', { origine: { latitude, longitude } });
    }
    case 'orLists':
    case 'page5':
      return search(orLists(random), 'NOM');
    case 'count': {
      const departements = Array.from({ length: 3 }, () => String(10 + random.point().town));
      const territoire: Predicat = { sorte: 'territoire', champ: 'departement', valeurs: departements };
      const termes = [codes(random, 'acteSpecifique', 500, 5), codes(random, 'temporaliteAccueil', 15, 2), territoire];
      return search({ sorte: 'et', termes }, 'NOM');
    }
    case 'text': {
      const mots = motsDe(random.word());
      const debut = mots.map((mot) => mot.slice(0, 5 + random.below(4)));
      const termes: Predicat[] = [{ sorte: 'texte', mots: debut }, codes(random, 'activiteOperationnelle', 350, 1)];
      return search({ sorte: 'et', termes }, 'NOM');
    }
  }
}

export function broadQuestion(kind: Broad, random: Random): Recherche {
  const everything: Predicat = { sorte: 'et', termes: [] };
  const { latitude, longitude } = random.point();
  switch (kind) {
    case 'everythingByName':
      return search(everything, 'NOM', { first: 200 });
    case 'everythingByAvailability':
      return search(everything, 'DISPONIBILITE', { first: 200 });
    case 'everythingByDistance':
      return search(everything, 'DISTANCE', { first: 200, origine: { latitude, longitude } });
    case 'radius1000Km': {
      const disque: Predicat = { sorte: 'disque', latitude, longitude, rayonM: 1_000_000 };
      return search(disque, 'DISTANCE', { first: 200, origine: { latitude, longitude } });
    }
    case 'oneLetterByRelevance': {
      const mots = [random.word().slice(0, 1), random.pick(['s', 'c', 'p', 'h', 'r'])];
      return search({ sorte: 'texte', mots }, 'PERTINENCE', { motsPertinence: mots });
    }
    case 'notCodeByUpdate':
      return search({ sorte: 'non', terme: codes(random, 'champActivite', 9, 2) }, 'MISE_A_JOUR');
    case 'manyOr': {
      const termes = [
        codes(random, 'acteSpecifique', 500, 100),
        { sorte: 'non', terme: orLists(random) } as const,
        { sorte: 'age', jours: 9000 } as const,
        { sorte: 'lits', minimum: 1 } as const,
      ];
      return search({ sorte: 'ou', termes }, 'PERTINENCE');
    }
  }
}
