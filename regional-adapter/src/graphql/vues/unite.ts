import type { Droits } from '@inter-ror/access-policy';
import type { ActiviteOperationnelle, Code, Equipement, OrganisationInterne } from '@inter-ror/exposure-model';
import type { Concept } from '../concepts.js';
import { VueActiviteDetaillee } from './activite-detaillee.js';
import { type VueAdresse, vuesAdresses } from './adresse.js';
import { vueCapaciteAccueil, vueCapaciteCrise, vueEquipement, vueMesure, vuesCapacitesHabitation } from './capacite.js';
import { vueBoiteMSS, vuesContacts, vuesTelecommunications } from './contact.js';
import { vuesHoraires } from './horaire.js';
import { vueGeolocalisation, vueLieu, vuesDivisions } from './lieu.js';
import { vueMetadonnees, vueMetadonneesFacultatives } from './metadonnees.js';
import type { VueRegion, Vues } from './vues.js';

/** What `Offre` and `OrganisationInterne` of the contract share: the record of an internal organisation. */
export abstract class VueUnite {
  protected readonly vues: Vues;
  protected readonly unite: OrganisationInterne;
  /** What the asker sees of it. */
  protected readonly droits: Droits;

  /** @param ordinal of its offer, when it carries one */
  constructor(vues: Vues, unite: OrganisationInterne, ordinal: number | undefined) {
    this.droits = vues.acces.unite(unite, ordinal);
    this.vues = vues;
    this.unite = unite;
  }

  /** Records of the activities that the unit gives. */
  protected abstract get activites(): readonly ActiviteOperationnelle[];
  /** Records of the equipment that the unit has. */
  protected abstract get materiels(): readonly Equipement[];
  abstract get entiteGeographique(): { adresse: VueAdresse | null; lieu: ReturnType<typeof vueLieu> } | null;

  get id() {
    return this.unite.id;
  }
  get typesOI() {
    return this.liste(this.unite.types);
  }
  get identifiants() {
    return this.unite.identifiants ?? [];
  }
  get nom() {
    return this.unite.nom;
  }
  get autresNoms() {
    return this.unite.autresNoms ?? [];
  }
  abstract get region(): VueRegion;
  get modePriseEnCharge() {
    return this.concept(this.complement?.modePriseEnCharge);
  }
  get champsActivite() {
    return this.liste(this.complement?.champsActivite);
  }
  get activitesOperationnelles() {
    return distincts(this.activites.map(({ activite }) => this.vues.concepts.de(activite)));
  }
  get famillesActivite() {
    return distincts(this.activites.flatMap(({ familles }) => this.liste(familles)));
  }
  get activitesDetaillees() {
    const { concepts } = this.vues;
    const connues = new Map(this.activites.map((activite) => [activite.id, activite]));
    return (this.unite.rattachements ?? []).flatMap(({ entiteGeographiqueId, services }) =>
      (services ?? []).map(
        (service) => new VueActiviteDetaillee(concepts, service, connues.get(service.id), entiteGeographiqueId),
      ),
    );
  }
  get actesSpecifiques() {
    return this.soins(this.complement?.actesSpecifiques);
  }
  get equipements() {
    if (!this.droits.voit.equipement) return [];
    return this.materiels.map((equipement) => vueEquipement(this.vues.concepts, equipement));
  }
  get professions() {
    return this.soins(this.complement?.competences?.professions);
  }
  get specialitesOrdinales() {
    return this.soins(this.complement?.competences?.specialitesOrdinales);
  }
  get competencesSpecifiques() {
    return this.soins(this.complement?.competences?.competencesSpecifiques);
  }
  get metadonneesCompetences() {
    return this.droits.voit.soins ? vueMetadonneesFacultatives(this.complement?.competences?.metadonnees) : null;
  }
  get publicsPrisEnCharge() {
    return this.liste(this.complement?.patientele.publics);
  }
  get ageMin() {
    return vueMesure(this.vues.concepts, this.complement?.patientele.ageMin);
  }
  get ageMax() {
    return vueMesure(this.vues.concepts, this.complement?.patientele.ageMax);
  }
  get metadonneesPatientele() {
    return vueMetadonneesFacultatives(this.complement?.patientele.metadonnees);
  }
  get specialisationsPriseEnCharge() {
    return this.soins(this.complement?.specialisationsPriseEnCharge);
  }
  get temporaliteAccueil() {
    return this.concept(this.complement?.temporaliteAccueil);
  }
  get accueilSequentielAccepte() {
    return this.complement?.accueilSequentielAccepte;
  }
  get categorieOrganisation() {
    return this.concept(this.complement?.categorieOrganisation);
  }
  get typeMaternite() {
    return this.concept(this.complement?.typeMaternite);
  }
  get modesGestion() {
    return this.liste(this.complement?.modesGestion);
  }
  get ouvertureAnnuelle() {
    return this.concept(this.complement?.ouvertureAnnuelle);
  }
  get secteursPsychiatriques() {
    return this.complement?.secteursPsychiatriques ?? [];
  }
  get zonesIntervention() {
    return vuesDivisions(this.vues.concepts, this.complement?.zonesIntervention);
  }
  get uniteSensible() {
    return this.droits.voit.drapeauSensible ? this.complement?.uniteSensible : null;
  }
  get capaciteAccueil() {
    return vueCapaciteAccueil(this.complement?.capaciteAccueil, this.droits);
  }
  get capaciteCrise() {
    return vueCapaciteCrise(this.complement?.capaciteCrise, this.droits);
  }
  get capacitesHabitation() {
    return vuesCapacitesHabitation(this.vues.concepts, this.complement?.capacitesHabitation);
  }
  get contacts() {
    return vuesContacts(this.vues.concepts, this.complement?.contacts, this.droits);
  }
  get boitesMSS() {
    return (this.complement?.boitesMSS ?? []).map((boite) => vueBoiteMSS(this.vues.concepts, boite, this.droits));
  }
  get telecommunications() {
    return vuesTelecommunications(this.vues.concepts, this.unite.telecommunications, this.droits);
  }
  get langues() {
    return this.liste(this.unite.langues);
  }
  get horaires() {
    return vuesHoraires(this.vues.concepts, this.unite.horaires);
  }
  get lieu() {
    return vueLieu(this.vues.concepts, this.complement?.lieu);
  }
  get adresse(): VueAdresse | null {
    return this.lieu?.adresse ?? this.adresses[0] ?? this.entiteGeographique?.adresse ?? null;
  }
  get adresses() {
    return vuesAdresses(this.unite.adresses);
  }
  get geolocalisation() {
    const duLieu = this.lieu?.geolocalisation;
    if (duLieu) return duLieu;
    if (this.unite.geolocalisation) return vueGeolocalisation(this.unite.geolocalisation);
    return this.entiteGeographique?.lieu?.geolocalisation ?? null;
  }
  get dateCreation() {
    return this.complement?.dateCreation;
  }
  get dateFermetureDefinitive() {
    return this.complement?.dateFermetureDefinitive;
  }
  get metadonnees() {
    return vueMetadonnees(this.unite.metadonnees);
  }

  protected get complement() {
    return this.unite.complement;
  }
  protected concept(code: Code | undefined): Concept | null {
    return this.vues.concepts.facultatif(code);
  }
  /** Acts, specialisations, professions, skills. */
  private soins(codes: readonly Code[] | undefined): Concept[] {
    return this.droits.voit.soins ? this.liste(codes) : [];
  }
  protected liste(codes: readonly Code[] | undefined): Concept[] {
    return this.vues.concepts.liste(codes);
  }
}

/** `Concepts` gives the same object for the same code. */
function distincts(concepts: Concept[]): Concept[] {
  return [...new Set(concepts)];
}
