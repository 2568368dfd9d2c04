import type { Point } from './normalize-proximity.js';
import type { Predicat } from './normalized.js';

/** What the sorts of a search hang on. */
export interface Foyer {
  /** The one point that the search is about; absent when it has none, or several. */
  origine?: Point;
  /** Whether that point is a proximity of the first level, which every offer found satisfies. */
  proximiteUnique: boolean;
  /** Words that relevance is counted on: those of `texte`, else of `nom`. */
  mots: readonly string[];
}

type Disque = Extract<Predicat, { sorte: 'disque' }>;
interface Feuille {
  predicat: Predicat;
  premierNiveau: boolean;
  nie: boolean;
}

/** The point and the words of a search: the first level decides, else what is asked, else what is excluded. */
export function foyerDe(predicat: Predicat): Foyer {
  const feuilles = [...parcourir(predicat, true, false)];
  const premiers = pointsDe(feuilles.filter((feuille) => feuille.premierNiveau));
  const niveaux = [premiers, pointsDe(feuilles.filter(({ nie }) => !nie)), pointsDe(feuilles)];
  const origine = niveaux.find((points) => points.length > 0);
  const demandees = feuilles.filter(({ nie }) => !nie).map((feuille) => feuille.predicat);
  const texte = motsDemandes(demandees, 'texte');
  return {
    ...(origine?.length === 1 ? { origine: origine[0]! } : {}),
    proximiteUnique: premiers.length === 1,
    mots: texte.length > 0 ? texte : motsDemandes(demandees, 'nom'),
  };
}

function* parcourir(predicat: Predicat, premierNiveau: boolean, nie: boolean): Generator<Feuille> {
  if (predicat.sorte === 'non') yield* parcourir(predicat.terme, false, !nie);
  else if (predicat.sorte === 'et' || predicat.sorte === 'ou') {
    for (const terme of predicat.termes) yield* parcourir(terme, premierNiveau && predicat.sorte === 'et', nie);
  } else yield { predicat, premierNiveau, nie };
}

function pointsDe(feuilles: readonly Feuille[]): Point[] {
  const points = new Map<string, Point>();
  for (const { predicat } of feuilles) {
    if (predicat.sorte !== 'disque') continue;
    const { latitude, longitude }: Disque = predicat;
    points.set(`${latitude} ${longitude}`, { latitude, longitude });
  }
  return [...points.values()];
}

function motsDemandes(predicats: readonly Predicat[], sorte: 'texte' | 'nom'): string[] {
  return [...new Set(predicats.flatMap((predicat) => (predicat.sorte === sorte ? predicat.mots : [])))];
}
