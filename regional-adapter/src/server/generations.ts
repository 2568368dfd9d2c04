import type { GenerationServie } from '../graphql/index.js';

/** The hold of one request on one generation: its reader stays open until it is given back. */
export interface Bail {
  readonly generation: GenerationServie;
  rendre(): void;
}

class Service {
  #baux = 0;
  #retiree = false;

  constructor(readonly generation: GenerationServie) {}

  prendre(): Bail {
    this.#baux++;
    let rendu = false;
    return {
      generation: this.generation,
      rendre: () => {
        if (rendu) return;
        rendu = true;
        this.#baux--;
        this.#fermerSiLibre();
      },
    };
  }

  retirer(): void {
    this.#retiree = true;
    this.#fermerSiLibre();
  }

  #fermerSiLibre(): void {
    if (this.#retiree && this.#baux === 0) this.generation.lecteur.close();
  }
}

/** What an adapter serves: one generation at a time, swapped whole. Requests in flight end on the one they began with. */
export class Generations {
  #service: Service | undefined;

  get courante(): GenerationServie | undefined {
    return this.#service?.generation;
  }

  /** `undefined` when nothing is served. */
  prendre(): Bail | undefined {
    return this.#service?.prendre();
  }

  remplacer(generation: GenerationServie): void {
    const avant = this.#service;
    this.#service = new Service(generation);
    avant?.retirer();
  }

  close(): void {
    this.#service?.retirer();
    this.#service = undefined;
  }
}
