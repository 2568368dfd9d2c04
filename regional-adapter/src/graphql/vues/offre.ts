import type { DocumentOffre } from '../../ports/index.js';
import { type Niveau, niveauDe } from './niveau.js';
import { VueUnite } from './unite.js';
import type { Vues } from './vues.js';

/** `Offre` of the contract. */
export class VueOffre extends VueUnite {
  readonly #document: DocumentOffre;
  readonly distanceKm: number | null;

  /** @param distanceKm from the point of the search that found the offer */
  constructor(vues: Vues, document: DocumentOffre, distanceKm: number | null) {
    super(vues, document.unite, document.ordinal);
    this.#document = document;
    this.distanceKm = distanceKm;
  }
  get region() {
    return this.vues.region(this.#document.region);
  }
  /** RG_EXP_010: a unit has exactly one. */
  get champActivite() {
    return this.concept(this.complement?.champsActivite[0]);
  }
  get entiteGeographique() {
    return this.vues.entiteGeographique(this.#document.entiteGeographiqueId);
  }
  get entiteJuridique() {
    return this.vues.entiteJuridique(this.#document.entiteJuridiqueId);
  }
  get pole() {
    return this.#auDessus('POLE');
  }
  get service() {
    return this.#auDessus('SERVICE');
  }
  get uniteFonctionnelle() {
    return this.#auDessus('UNITE_FONCTIONNELLE');
  }
  get professionnels() {
    return this.droits.voit.professionnel ? this.vues.professionnels(this.#document.professionnelIds) : [];
  }

  protected get activites() {
    return this.#document.activites;
  }
  protected get materiels() {
    return this.#document.equipements;
  }
  #auDessus(niveau: Niveau) {
    for (const id of this.#document.parents) {
      const parent = this.vues.lecteur.organisationInterne(id);
      if (parent !== undefined && niveauDe(parent.types) === niveau) return this.vues.organisationInterne(id);
    }
    return null;
  }
}
