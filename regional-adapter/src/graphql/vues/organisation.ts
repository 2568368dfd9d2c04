import type { Code, Organisation } from '@inter-ror/exposure-model';
import { identifiantsEtablissement } from '../../assembly/index.js';
import { type VueAdresse, vuesAdresses } from './adresse.js';
import { vuesContacts, vuesTelecommunications } from './contact.js';
import { vueLieu, vuesDivisions } from './lieu.js';
import { vueMetadonnees } from './metadonnees.js';
import { vuesSavoirFaire } from './savoir-faire.js';
import { vuesTarifs } from './tarif.js';
import type { VueRegion, Vues } from './vues.js';

/** Tables of `types`, by the beginning of their full name; what is in none of these is the category of a site. */
const TABLES = {
  statutJuridique: /^TRE_R72\b/,
  sousEnsembleAgregat: /^TRE_R69\b/,
  espic: /^TRE_R73\b/,
};
const TABLES_DE_STATUT = Object.values(TABLES);

/** An idNat_Struct is the code of its kind (TRE_G07: 2 SIREN, 3 SIRET) followed by the identifier. */
const SIREN = /^2([0-9]{9})$/;
const SIRET = /^3([0-9]{14})$/;

/** What `EntiteJuridique` and `EntiteGeographique` of the contract share. */
export abstract class VueOrganisation {
  protected readonly vues: Vues;
  protected readonly organisation: Organisation;

  constructor(vues: Vues, organisation: Organisation) {
    this.vues = vues;
    this.organisation = organisation;
  }
  get id() {
    return this.organisation.id;
  }
  get identifiants() {
    return this.organisation.identifiants ?? [];
  }
  get idNatStruct() {
    return this.#nationaux.idNatStruct[0];
  }
  get numFINESS() {
    return this.#nationaux.numFINESS[0];
  }
  get siren() {
    return this.#dansIdNational(SIREN);
  }
  get siret() {
    return this.#dansIdNational(SIRET);
  }
  get types() {
    return this.vues.concepts.liste(this.organisation.types);
  }
  get categorieEG() {
    return this.types.find(({ nomenclature }) => !TABLES_DE_STATUT.some((table) => table.test(nomenclature)));
  }
  get statutJuridique() {
    return this.#typeDans(TABLES.statutJuridique);
  }
  get sousEnsembleAgregat() {
    return this.#typeDans(TABLES.sousEnsembleAgregat);
  }
  get espic() {
    return this.#typeDans(TABLES.espic);
  }
  get nom() {
    return this.organisation.nom;
  }
  get nomUsuel() {
    return this.#complement?.nomUsuel;
  }
  get autresNoms() {
    return this.organisation.autresNoms ?? [];
  }
  abstract get region(): VueRegion;
  get adresse(): VueAdresse | null {
    return this.lieu?.adresse ?? this.adresses[0] ?? null;
  }
  get adresses() {
    return vuesAdresses(this.organisation.adresses);
  }
  get telecommunications() {
    return vuesTelecommunications(this.vues.concepts, this.organisation.telecommunications, this.#droits);
  }
  get contacts() {
    return vuesContacts(this.vues.concepts, this.#complement?.contacts, this.#droits);
  }
  get agrements() {
    return vuesSavoirFaire(this.vues.concepts, this.organisation.agrements);
  }
  get langues() {
    return this.vues.concepts.liste(this.organisation.langues);
  }
  get specialisations() {
    return this.vues.concepts.liste(this.organisation.specialisations);
  }
  get territoiresSante() {
    return vuesDivisions(this.vues.concepts, this.#complement?.territoiresSante);
  }
  get lieu() {
    return vueLieu(this.vues.concepts, this.#complement?.lieu);
  }
  get tarifs() {
    return vuesTarifs(this.vues.concepts, this.#complement?.tarifs);
  }
  get zonePoser() {
    return this.#droits.voit.siteCrise ? this.#complement?.zonePoser : null;
  }
  get aidesFinancieres() {
    return this.vues.concepts.liste(this.#complement?.aidesFinancieres);
  }
  get hebergementFamilles() {
    return this.#complement?.hebergementFamilles;
  }
  get nbPlacesAideSocialeTemporaire() {
    return this.#complement?.nbPlacesAideSocialeTemporaire;
  }
  get nbPlacesAideSocialePermanente() {
    return this.#complement?.nbPlacesAideSocialePermanente;
  }
  get habilitationSoinsSansConsentement() {
    return this.#complement?.habilitationSoinsSansConsentement;
  }
  get dateCreation() {
    return this.#complement?.dateCreation;
  }
  get dateFermeture() {
    return this.#complement?.dateFermeture;
  }
  get typeFermeture() {
    return this.#concept(this.#complement?.typeFermeture);
  }
  get accessibilite() {
    return this.#concept(this.#complement?.accessibilite);
  }
  get niveauRecoursORSAN() {
    return this.#droits.voit.siteCrise ? this.#concept(this.#complement?.niveauRecoursORSAN) : null;
  }
  get metadonnees() {
    return vueMetadonnees(this.organisation.metadonnees);
  }

  get #droits() {
    return this.vues.acces.etablissement(this.organisation.id);
  }
  get #nationaux() {
    return identifiantsEtablissement(this.organisation.identifiants);
  }
  #dansIdNational(forme: RegExp): string | null {
    for (const id of this.#nationaux.idNatStruct) {
      const dedans = forme.exec(id)?.[1];
      if (dedans !== undefined) return dedans;
    }
    return null;
  }
  get #complement() {
    return this.organisation.complement;
  }
  #concept(code: Code | undefined) {
    return this.vues.concepts.facultatif(code);
  }
  #typeDans(table: RegExp) {
    return this.types.find(({ nomenclature }) => table.test(nomenclature)) ?? null;
  }
}
