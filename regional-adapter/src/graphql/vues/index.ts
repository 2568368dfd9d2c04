export { VueEntiteGeographique } from './entite-geographique.js';
export { VueEntiteJuridique } from './entite-juridique.js';
export { VueOffre } from './offre.js';
export { VueOrganisationInterne } from './organisation-interne.js';
export { VueProfessionnel } from './professionnel.js';
export type { VueRegion, VueRegionReponse, Vues } from './vues.js';
