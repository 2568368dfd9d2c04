import { estPole } from './niveau.js';
import { VueOrganisation } from './organisation.js';

/** `EntiteGeographique` of the contract. */
export class VueEntiteGeographique extends VueOrganisation {
  get region() {
    return this.vues.regionDuSite(this.id);
  }
  get entiteJuridique() {
    return this.vues.entiteJuridique(this.organisation.entiteJuridiqueId);
  }
  get poles() {
    return this.organisationsInternes.filter((organisation) => estPole(organisation.typesOI));
  }
  get organisationsInternes() {
    return this.vues.organisationsInternes(this.vues.acces.auDessous(this.id));
  }
  get offres() {
    return this.vues.offres(this.vues.lecteur.offresDuSite(this.id));
  }
}
