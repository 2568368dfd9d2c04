import { randomBytes } from 'node:crypto';
import type { EtatRegion } from '@inter-ror/region-state';
import { type GenerationServie, nomGeneration } from '../graphql/index.js';

/** The states of a region, one after the other: what gateways are told, and when. */
export class StateFeed {
  readonly #codes: readonly string[];
  /** Two processes never give the same name to two states. */
  readonly #process = randomBytes(6).toString('hex');
  readonly #listeners = new Set<(etat: EtatRegion) => void>();
  readonly #served: () => GenerationServie | undefined;
  #last = 0;

  constructor(codes: readonly string[], served: () => GenerationServie | undefined) {
    this.#codes = codes;
    this.#served = served;
  }

  /** A name that no state has had. */
  name(): string {
    return `${this.#process}.${++this.#last}`;
  }

  current(): EtatRegion {
    const served = this.#served();
    const info = served?.lecteur.info;
    return {
      etat: served?.etat ?? this.#process,
      codes: [...this.#codes],
      generation: info === undefined ? null : nomGeneration(info),
      date: info?.date ?? null,
    };
  }

  /** To be called once what is served has changed. */
  changed(): void {
    const etat = this.current();
    for (const listener of this.#listeners) listener(etat);
  }

  /** @returns what ends the subscription */
  onChange(listener: (etat: EtatRegion) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
