import type { Nomenclatures } from '@inter-ror/nomenclatures';
import type { LecteurGeneration, OfferSearch } from '../ports/index.js';
import { FragmentCache } from './compilation/index.js';
import type { Concepts } from './concepts.js';
import { type InstanceRegionale, regionsServies } from './region-servie.js';
import type { VueRegion } from './vues/index.js';

/** One generation with all that is made from it. Requests hold it whole: a swap never mixes two. */
export interface GenerationServie {
  readonly lecteur: LecteurGeneration;
  readonly index: OfferSearch;
  readonly concepts: Concepts;
  readonly regions: ReadonlyMap<string, VueRegion>;
  readonly fragments: FragmentCache;
}

export interface OptionsGeneration {
  instance: InstanceRegionale;
  nomenclatures: Nomenclatures;
  concepts: Concepts;
  /** Bound of the ready texts of offers, bytes. */
  octetsFragments: number;
}

/** Joins a reader and its index. The caller closes the reader once no request holds the generation. */
export function servirGeneration(
  lecteur: LecteurGeneration,
  index: OfferSearch,
  { instance, nomenclatures, concepts, octetsFragments }: OptionsGeneration,
): GenerationServie {
  return {
    lecteur,
    index,
    concepts,
    regions: regionsServies(instance, nomenclatures, lecteur.info, index),
    fragments: new FragmentCache(octetsFragments),
  };
}
