import type { BoiteLettresMSS, Code, Contact, Telecommunication } from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { vueMetadonnees } from './metadonnees.js';

/** `Telecommunication` of the contract. */
export class VueTelecommunication {
  readonly #concepts: Concepts;
  readonly #telecommunication: Telecommunication;

  constructor(concepts: Concepts, telecommunication: Telecommunication) {
    this.#concepts = concepts;
    this.#telecommunication = telecommunication;
  }
  get canal() {
    return this.#concepts.de(this.#telecommunication.canal);
  }
  get adresse() {
    return this.#telecommunication.adresse;
  }
  get usage() {
    return this.#telecommunication.usage;
  }
  get certificat() {
    return this.#telecommunication.certificat;
  }
  /** The most restrictive of the levels carried: TRE_R283 numbers them in that order. */
  get niveauConfidentialite() {
    let strict: Code | undefined;
    for (const { niveauConfidentialite: niveau } of this.#telecommunication.confidentialites ?? []) {
      if (strict === undefined || Number(niveau.code) > Number(strict.code)) strict = niveau;
    }
    return this.#concepts.facultatif(strict);
  }
  get confidentialites() {
    return (this.#telecommunication.confidentialites ?? []).map(({ niveauConfidentialite, metadonnees }) => ({
      niveauConfidentialite: this.#concepts.de(niveauConfidentialite),
      metadonnees: vueMetadonnees(metadonnees),
    }));
  }
}

/** `Contact` of the contract. */
export class VueContact {
  readonly #concepts: Concepts;
  readonly #contact: Contact;

  constructor(concepts: Concepts, contact: Contact) {
    this.#concepts = concepts;
    this.#contact = contact;
  }
  get nom() {
    return this.#contact.nom;
  }
  get fonction() {
    return this.#concepts.facultatif(this.#contact.fonction);
  }
  get nature() {
    return this.#concepts.facultatif(this.#contact.nature);
  }
  get description() {
    return this.#contact.description;
  }
  get niveauConfidentialite() {
    return this.#concepts.de(this.#contact.niveauConfidentialite);
  }
  get telecommunications() {
    return vuesTelecommunications(this.#concepts, this.#contact.telecommunications);
  }
  get metadonnees() {
    return vueMetadonnees(this.#contact.metadonnees);
  }
}

export function vuesTelecommunications(
  concepts: Concepts,
  telecommunications: readonly Telecommunication[] | undefined,
): VueTelecommunication[] {
  return (telecommunications ?? []).map((telecommunication) => new VueTelecommunication(concepts, telecommunication));
}

export function vuesContacts(concepts: Concepts, contacts: readonly Contact[] | undefined): VueContact[] {
  return (contacts ?? []).map((contact) => new VueContact(concepts, contact));
}

/** `BoiteLettresMSS` of the contract. */
export function vueBoiteMSS(concepts: Concepts, { telecommunication, metadonnees }: BoiteLettresMSS) {
  return {
    telecommunication: telecommunication === undefined ? null : new VueTelecommunication(concepts, telecommunication),
    metadonnees: vueMetadonnees(metadonnees),
  };
}
