import { VueOrganisation } from './organisation.js';

/** `EntiteJuridique` of the contract. */
export class VueEntiteJuridique extends VueOrganisation {
  get region() {
    return this.vues.regionDuSite(this.vues.lecteur.sitesDe(this.id)[0]);
  }
  get entitesGeographiques() {
    return this.vues.entitesGeographiques(this.vues.lecteur.sitesDe(this.id));
  }
  get regions() {
    return [this.vues.regionReponse(null)];
  }
}
