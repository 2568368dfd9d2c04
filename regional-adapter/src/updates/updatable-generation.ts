import type { OrganisationInterne } from '@inter-ror/exposure-model';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { segmentDe } from '../assembly/index.js';
import { OfferIndex } from '../offer-index/index.js';
import type { DocumentOffre, LecteurGeneration } from '../ports/index.js';
import { SharedReader } from './shared-reader.js';
import { UpdatedReader } from './updated-reader.js';

/** Units replaced since the generation was made; beyond, they wait for the next one. */
const UNITS_MAX = 5_000;

/** What is served: a generation, and the units replaced since. The caller closes the reader. */
export interface ServedState {
  reader: LecteurGeneration;
  index: OfferIndex;
}

/**
 * A generation that takes changes of beds without being made anew: the offers of the units that changed are in a small
 * segment beside its own. Changes live until the next generation, which is made from the same source.
 */
export class UpdatableGeneration {
  readonly #shared: SharedReader;
  readonly #index: OfferIndex;
  readonly #nomenclatures: Nomenclatures;
  readonly #units = new Map<string, OrganisationInterne>();

  /** @param reader closed with the last state that is given */
  constructor(reader: LecteurGeneration, segment: ArrayBuffer, nomenclatures: Nomenclatures) {
    this.#shared = new SharedReader(reader);
    this.#index = OfferIndex.depuis(segment);
    this.#nomenclatures = nomenclatures;
  }

  /** The generation with all the units replaced so far. */
  state(): ServedState {
    const base = this.#shared.reader;
    const documents: DocumentOffre[] = [];
    for (const [id, unite] of this.#units) documents.push({ ...base.offre(base.ordinalDe(id)!), unite });
    const reader = new UpdatedReader(this.#shared, documents, this.#index.taille);
    if (documents.length === 0) return { reader, index: this.#index };
    return { reader, index: this.#index.avecDelta(segmentDe(documents, base, this.#nomenclatures), []) };
  }

  /** Replaces units that are exposed; the others change nothing. @returns how many were */
  replace(units: readonly OrganisationInterne[]): number {
    const base = this.#shared.reader;
    const exposed = units.filter(({ id }) => base.ordinalDe(id) !== undefined);
    if (this.#units.size + exposed.length > UNITS_MAX) return 0;
    for (const unit of exposed) this.#units.set(unit.id, unit);
    return exposed.length;
  }
}
