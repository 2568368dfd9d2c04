import type { Horaire } from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { vueMetadonnees } from './metadonnees.js';

/** `Horaire` of the contract. */
export class VueHoraire {
  readonly #concepts: Concepts;
  readonly #horaire: Horaire;

  constructor(concepts: Concepts, horaire: Horaire) {
    this.#concepts = concepts;
    this.#horaire = horaire;
  }
  get ouvert() {
    return this.#horaire.ouvert;
  }
  get jours() {
    return this.#horaire.jours ?? [];
  }
  get debut() {
    return this.#horaire.debut;
  }
  get fin() {
    return this.#horaire.fin;
  }
  get dateDebut() {
    return this.#horaire.dateDebut;
  }
  get dateFin() {
    return this.#horaire.dateFin;
  }
  get type() {
    return this.#concepts.facultatif(this.#horaire.precisions?.find(({ type }) => type !== undefined)?.type);
  }
  get precisions() {
    return (this.#horaire.precisions ?? []).map(({ type, metadonnees }) => ({
      type: this.#concepts.facultatif(type),
      metadonnees: vueMetadonnees(metadonnees),
    }));
  }
}

export function vuesHoraires(concepts: Concepts, horaires: readonly Horaire[] | undefined): VueHoraire[] {
  return (horaires ?? []).map((horaire) => new VueHoraire(concepts, horaire));
}
