import type { DivisionTerritoriale, Geolocalisation, Lieu } from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { VueAdresse } from './adresse.js';
import { vueMetadonnees } from './metadonnees.js';

/** `Geolocalisation` of the contract. */
export function vueGeolocalisation(geolocalisation: Geolocalisation) {
  const { latitude, longitude, systeme, metadonnees } = geolocalisation;
  const precisions = geolocalisation.precisions ?? [];
  return {
    latitude,
    longitude,
    systeme,
    fiable: precisions.find(({ fiable }) => fiable !== undefined)?.fiable ?? null,
    precisions: precisions.map((precision) => ({
      fiable: precision.fiable,
      metadonnees: vueMetadonnees(precision.metadonnees),
    })),
    metadonnees: vueMetadonnees(metadonnees),
  };
}

/** `Lieu` of the contract. */
export class VueLieu {
  readonly #concepts: Concepts;
  readonly #lieu: Lieu;

  constructor(concepts: Concepts, lieu: Lieu) {
    this.#concepts = concepts;
    this.#lieu = lieu;
  }
  get nom() {
    return this.#lieu.nom;
  }
  get description() {
    return this.#lieu.description;
  }
  get statut() {
    return this.#concepts.facultatif(this.#lieu.statut);
  }
  get adresse() {
    const { adresse, commune } = this.#lieu;
    return adresse === undefined ? null : new VueAdresse(adresse, commune.code);
  }
  get geolocalisation() {
    return this.#lieu.geolocalisation === undefined ? null : vueGeolocalisation(this.#lieu.geolocalisation);
  }
  get commune() {
    return this.#concepts.de(this.#lieu.commune);
  }
  get distanceCalculee() {
    return this.#lieu.distanceCalculee;
  }
  get metadonnees() {
    return vueMetadonnees(this.#lieu.metadonnees);
  }
}

export function vueLieu(concepts: Concepts, lieu: Lieu | undefined): VueLieu | null {
  return lieu === undefined ? null : new VueLieu(concepts, lieu);
}

/** `DivisionTerritoriale` of the contract. */
export function vuesDivisions(concepts: Concepts, divisions: readonly DivisionTerritoriale[] | undefined) {
  return (divisions ?? []).map(({ type, division, metadonnees }) => ({
    type: concepts.de(type),
    division: concepts.de(division),
    metadonnees: vueMetadonnees(metadonnees),
  }));
}
