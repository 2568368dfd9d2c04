import type { Adresse, ComposantAdresse } from '@inter-ror/exposure-model';
import { vueMetadonnees } from './metadonnees.js';

/** `Adresse` of the contract: its usual fields are the first of their component among the lines. */
export class VueAdresse {
  readonly #adresse: Adresse;
  readonly communeINSEE: string | null;

  /** @param communeINSEE known when the address is that of a place */
  constructor(adresse: Adresse, communeINSEE: string | null = null) {
    this.#adresse = adresse;
    this.communeINSEE = communeINSEE;
  }
  get numeroVoie() {
    return this.#composant('buildingNumber');
  }
  get typeVoie() {
    return this.#composant('streetType');
  }
  get libelleVoie() {
    return this.#composant('streetName');
  }
  get lieuDit() {
    return this.#composant('citySubDivisionName');
  }
  get codePostal() {
    return this.#composant('postCode');
  }
  get localite() {
    return this.#composant('cityName');
  }
  get lignes() {
    return this.#adresse.lignes;
  }
  get type() {
    return this.#adresse.type;
  }
  get langue() {
    return this.#adresse.langue;
  }
  get metadonnees() {
    return (this.#adresse.metadonnees ?? []).map(vueMetadonnees);
  }

  #composant(nom: ComposantAdresse): string | null {
    for (const { composants } of this.#adresse.lignes) {
      const valeur = composants?.[nom];
      if (valeur !== undefined) return valeur;
    }
    return null;
  }
}

export function vuesAdresses(adresses: readonly Adresse[] | undefined): VueAdresse[] {
  return (adresses ?? []).map((adresse) => new VueAdresse(adresse));
}
