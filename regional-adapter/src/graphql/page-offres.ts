import { ecrireCurseur, type Recherche } from '@inter-ror/exposure-model';
import type { PageOrdinaux } from '../ports/index.js';
import type { VueOffre, Vues } from './vues/index.js';

const METRES_PAR_KM = 1_000;

/** `PageOffres` of the contract. */
export class VuePageOffres {
  readonly #vues: Vues;
  readonly #recherche: Recherche;
  readonly #page: PageOrdinaux;

  constructor(vues: Vues, recherche: Recherche, page: PageOrdinaux) {
    this.#vues = vues;
    this.#recherche = recherche;
    this.#page = page;
  }
  get totalCount() {
    return this.#page.total;
  }
  get totalEstComplet() {
    return true;
  }
  get nodes(): VueOffre[] {
    return this.#page.ordinaux.map((_, rang) => this.offre(rang));
  }
  get curseurs() {
    return this.#page.cles.map((_, rang) => this.#curseur(rang));
  }
  get pageInfo() {
    return {
      hasNextPage: this.#page.suite,
      hasPreviousPage: this.#recherche.apres !== undefined,
      startCursor: this.#curseur(0),
      endCursor: this.#curseur(this.#page.cles.length - 1),
    };
  }
  get regions() {
    return [this.#vues.regionReponse(this.#page.total)];
  }

  /** Offers of the page, by their rank in the generation. */
  get ordinaux(): readonly number[] {
    return this.#page.ordinaux;
  }
  /** @param rang rank in the page, from 0 */
  offre(rang: number): VueOffre {
    return this.#vues.offreDe(this.#vues.lecteur.offre(this.#page.ordinaux[rang]!), this.distanceKm(rang));
  }
  distanceKm(rang: number): number | null {
    const metres = this.#page.distances?.[rang];
    return metres === null || metres === undefined || metres === Infinity ? null : metres / METRES_PAR_KM;
  }

  #curseur(rang: number): string | null {
    const cle = this.#page.cles[rang];
    return cle === undefined ? null : ecrireCurseur(this.#recherche.tri, this.#recherche.empreinte, cle);
  }
}
