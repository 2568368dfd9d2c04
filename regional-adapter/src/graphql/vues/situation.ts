import type { Droits } from '@inter-ror/access-policy';
import type { Exercice, SituationOperationnelle } from '@inter-ror/exposure-model';
import { VueActiviteDetaillee } from './activite-detaillee.js';
import { vueBoiteMSS, vueTelecommunication } from './contact.js';
import { vuesHoraires } from './horaire.js';
import { vueMetadonneesFacultatives } from './metadonnees.js';
import type { Vues } from './vues.js';

/** `SituationOperationnelle` of the contract: a place of practice and what is said of the practice there. */
export class VueSituation {
  readonly #vues: Vues;
  readonly #exercice: Exercice | undefined;
  readonly #situation: SituationOperationnelle | undefined;
  readonly #droits: Droits;

  constructor(
    vues: Vues,
    exercice: Exercice | undefined,
    situation: SituationOperationnelle | undefined,
    droits: Droits,
  ) {
    this.#droits = droits;
    this.#vues = vues;
    this.#exercice = exercice;
    this.#situation = situation;
  }
  get region() {
    return this.offre?.region ?? this.#vues.regionReponse(null).region;
  }
  get offre() {
    const ordinal = this.#ordinal;
    return ordinal === undefined ? null : this.#vues.offre(ordinal);
  }
  get organisationInterne() {
    return this.#vues.organisationInterne(this.#exercice?.organisationInterneId);
  }
  get activites() {
    const ordinal = this.#ordinal;
    const decrites = ordinal === undefined ? [] : this.#vues.lecteur.offre(ordinal).activites;
    const connues = new Map(decrites.map((activite) => [activite.id, activite]));
    return (this.#exercice?.services ?? []).map(
      (service) => new VueActiviteDetaillee(this.#vues.concepts, service, connues.get(service.id), null),
    );
  }
  get modeExercice() {
    return this.#vues.concepts.facultatif(this.#situation?.modeExercice);
  }
  get secteurConventionnement() {
    return this.#vues.concepts.facultatif(this.#situation?.secteurConventionnement);
  }
  get optionContratAccesSoins() {
    return this.#situation?.optionContratAccesSoins;
  }
  get carteVitaleAcceptee() {
    return this.#situation?.carteVitaleAcceptee;
  }
  get visiteDomicile() {
    return this.#situation?.visiteDomicile;
  }
  get competencesSpecifiques() {
    return this.#vues.concepts.liste(this.#situation?.competencesSpecifiques);
  }
  get telecommunication() {
    return vueTelecommunication(this.#vues.concepts, this.#situation?.telecommunication, this.#droits);
  }
  get horaires() {
    const duStatut = this.#situation?.horaires;
    const toutes = [...(this.#exercice?.horaires ?? []), ...(duStatut === undefined ? [] : [duStatut])];
    return vuesHoraires(this.#vues.concepts, toutes);
  }
  get boiteMSS() {
    const boite = this.#situation?.boiteMSS;
    return boite === undefined ? null : vueBoiteMSS(this.#vues.concepts, boite, this.#droits);
  }
  get metadonnees() {
    return vueMetadonneesFacultatives(this.#situation?.metadonnees);
  }

  get #ordinal() {
    const id = this.#exercice?.organisationInterneId;
    return id === undefined ? undefined : this.#vues.lecteur.ordinalDe(id);
  }
}
