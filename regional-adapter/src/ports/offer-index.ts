import type { CleOffre, Predicat, Recherche } from '@inter-ror/exposure-model';
import type { ResumeOffres } from '@inter-ror/region-state';

/** One page of a search, by ordinal, in the total order of the sort asked. */
export interface PageOrdinaux {
  /** Exact count of the offers that satisfy the criteria, whatever the page. */
  total: number;
  ordinaux: number[];
  /** The key of each offer of the page. */
  cles: CleOffre[];
  /** Distance of each offer in metres, when an origin is known; null when the offer has no place. */
  distances: (number | null)[] | null;
  /** Whether offers follow the page. */
  suite: boolean;
}

/** Search over the offers of one generation. Synchronous, immutable, safe to swap whole. */
export interface OfferSearch {
  readonly taille: number;
  rechercher(recherche: Recherche): PageOrdinaux;
  compter(predicat: Predicat): number;
  /** Middle of the places of a commune in this region, with their number. */
  pointDeCommune(codeINSEE: string): { latitude: number; longitude: number; lieux: number } | undefined;
  /** The offers summed up, for who decides whether to ask. */
  resumer(): ResumeOffres;
}
