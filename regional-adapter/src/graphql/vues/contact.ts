import { type Droits, type Niveau, niveauDuCode } from '@inter-ror/access-policy';
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
  get niveauConfidentialite() {
    return this.#concepts.facultatif(codeLePlusStrict(this.#telecommunication));
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
  readonly #droits: Droits;

  constructor(concepts: Concepts, contact: Contact, droits: Droits) {
    this.#concepts = concepts;
    this.#contact = contact;
    this.#droits = droits;
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
    const niveau = niveauDuCode(this.#contact.niveauConfidentialite.code);
    if (niveau > this.#droits.niveauMax.telecommunication) return [];
    return vuesTelecommunications(this.#concepts, this.#contact.telecommunications, this.#droits, niveau);
  }
  get metadonnees() {
    return vueMetadonnees(this.#contact.metadonnees);
  }
}

/** The most restrictive of the levels carried: TRE_R283 numbers them in that order. */
function codeLePlusStrict({ confidentialites = [] }: Telecommunication): Code | undefined {
  let strict: Code | undefined;
  for (const { niveauConfidentialite: niveau } of confidentialites) {
    if (strict === undefined || niveauDuCode(niveau.code) > niveauDuCode(strict.code)) strict = niveau;
  }
  return strict;
}

/** @param parDefaut level of a line that carries none */
function voitTelecommunication(telecommunication: Telecommunication, droits: Droits, parDefaut: Niveau): boolean {
  const code = codeLePlusStrict(telecommunication);
  return (code === undefined ? parDefaut : niveauDuCode(code.code)) <= droits.niveauMax.telecommunication;
}

/**
 * The lines that the asker may see.
 * @param parDefaut level of a line that carries none: that of its contact; alone, the most restricted
 */
export function vuesTelecommunications(
  concepts: Concepts,
  telecommunications: readonly Telecommunication[] | undefined,
  droits: Droits,
  parDefaut: Niveau = 3,
): VueTelecommunication[] {
  return (telecommunications ?? [])
    .filter((telecommunication) => voitTelecommunication(telecommunication, droits, parDefaut))
    .map((telecommunication) => new VueTelecommunication(concepts, telecommunication));
}

/** One line, if it is there and the asker may see it. */
export function vueTelecommunication(
  concepts: Concepts,
  telecommunication: Telecommunication | undefined,
  droits: Droits,
  parDefaut: Niveau = 3,
): VueTelecommunication | null {
  return vuesTelecommunications(concepts, telecommunication && [telecommunication], droits, parDefaut)[0] ?? null;
}

/** The contacts that the asker may see. */
export function vuesContacts(
  concepts: Concepts,
  contacts: readonly Contact[] | undefined,
  droits: Droits,
): VueContact[] {
  return (contacts ?? [])
    .filter(({ niveauConfidentialite }) => niveauDuCode(niveauConfidentialite.code) <= droits.niveauMax.contact)
    .map((contact) => new VueContact(concepts, contact, droits));
}

/** `BoiteLettresMSS` of the contract: without a level of its own, it is as public as what carries it. */
export function vueBoiteMSS(concepts: Concepts, { telecommunication, metadonnees }: BoiteLettresMSS, droits: Droits) {
  return {
    telecommunication: vueTelecommunication(concepts, telecommunication, droits, 1),
    metadonnees: vueMetadonnees(metadonnees),
  };
}
