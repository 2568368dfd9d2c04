import type { ActiviteOperationnelle, ServiceRendu } from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { vuesHoraires } from './horaire.js';
import { vueMetadonneesFacultatives } from './metadonnees.js';
import { vueNomPersonne } from './personne.js';

/** `ActiviteDetaillee` of the contract: a service given somewhere, with the activity it gives. */
export class VueActiviteDetaillee {
  readonly #concepts: Concepts;
  readonly #service: ServiceRendu;
  readonly #activite: ActiviteOperationnelle | undefined;
  readonly entiteGeographiqueId: string | null;

  constructor(
    concepts: Concepts,
    service: ServiceRendu,
    activite: ActiviteOperationnelle | undefined,
    entiteGeographiqueId: string | null,
  ) {
    this.#concepts = concepts;
    this.#service = service;
    this.#activite = activite;
    this.entiteGeographiqueId = entiteGeographiqueId;
  }
  get id() {
    return this.#service.id;
  }
  get activite() {
    return this.#concepts.facultatif(this.#activite?.activite);
  }
  get familles() {
    return this.#concepts.liste(this.#activite?.familles);
  }
  get noms() {
    return (this.#service.noms ?? []).map((nom) => vueNomPersonne(this.#concepts, nom));
  }
  get langues() {
    return this.#concepts.liste(this.#service.langues);
  }
  get horaires() {
    return vuesHoraires(this.#concepts, this.#service.horaires);
  }
  get disponibiliteURI() {
    return this.#service.disponibiliteURI;
  }
  get organisationId() {
    return this.#service.organisationId;
  }
  get metadonnees() {
    return vueMetadonneesFacultatives(this.#activite?.metadonnees);
  }
}
