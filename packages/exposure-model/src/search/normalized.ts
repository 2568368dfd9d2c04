import type { ListeDeCodes } from './criteria.js';

/**
 * Criteria once checked and put in one form: what the index evaluates.
 * Codes are canonical keys (`cleCode`), ages are days, dates are epoch milliseconds,
 * distances are metres, words are folded.
 */
export type Predicat =
  | { sorte: 'codes'; liste: ListeDeCodes; cles: readonly string[] }
  /** The unit takes this age: `ageMin <= jours < ageMax + one unit`. */
  | { sorte: 'age'; jours: number }
  | { sorte: 'booleen'; champ: 'accueilSequentielAccepte' | 'zonePoser'; valeur: boolean }
  | { sorte: 'secteurPsychiatrique'; secteurs: readonly string[] }
  /** Every word is the beginning of a word of the names. */
  | { sorte: 'nom'; mots: readonly string[] }
  /** Every word is the beginning of a word of the full text. */
  | { sorte: 'texte'; mots: readonly string[] }
  | { sorte: 'identifiant'; champ: 'numFINESS' | 'idNatStruct'; valeurs: readonly string[] }
  | { sorte: 'territoire'; champ: 'region' | 'departement' | 'commune' | 'codePostal'; valeurs: readonly string[] }
  | { sorte: 'disque'; latitude: number; longitude: number; rayonM: number }
  | { sorte: 'lits'; minimum: number }
  | { sorte: 'places'; minimum: number }
  | { sorte: 'disponibiliteDepuis'; instant: number }
  | { sorte: 'et'; termes: readonly Predicat[] }
  | { sorte: 'ou'; termes: readonly Predicat[] }
  | { sorte: 'non'; terme: Predicat };

/** The five sorts of the contract (`TriOffres`). */
export const TRIS = ['DISTANCE', 'NOM', 'MISE_A_JOUR', 'DISPONIBILITE', 'PERTINENCE'] as const;
export type TriOffres = (typeof TRIS)[number];

/**
 * A search ready for the index. `origine` is the point distances are counted from
 * (the disc's centre when there is exactly one point asked); it is present when `tri` is `DISTANCE`.
 */
export interface Recherche {
  predicat: Predicat;
  tri: TriOffres;
  /** Words that relevance classes are counted on (those of `texte`, else of `nom`). */
  motsPertinence: readonly string[];
  origine?: { latitude: number; longitude: number };
  first: number;
  apres?: CleOffre;
  /** Digest of the criteria: a cursor belongs to one search. */
  empreinte: string;
}

/**
 * The key of an offer in the total order: the value of the sort, then the national id.
 * `DISTANCE`: metres, ascending, unknown last (`Infinity` is written `null` in a cursor).
 * `NOM`: folded name, ascending by code units. `MISE_A_JOUR`: epoch ms, descending.
 * `DISPONIBILITE`: free beds and places, descending. `PERTINENCE`: class, ascending (0 is best).
 */
export interface CleOffre {
  valeur: number | string;
  id: string;
}
