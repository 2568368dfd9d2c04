export { ListesDeCodes } from './code-lists.js';
export { criteresDe, criteresDeQuestion, lieuIncertain, type RechercheComprise } from './criteria.js';
export { lignesCsv } from './csv.js';
export { vueBoite, vueFiltres } from './filters.js';
export { vueCommuneSansPoint, vueRienTrouve } from './no-result-view.js';
export { ages, libelle, uniques, vueJoindre, vueLibres } from './offer-view.js';
export {
  type Age,
  type Concept,
  demanderPage,
  type Joindre,
  type Libres,
  RechercheRefusee,
  type ReponseRegion,
} from './offers-page.js';
export { etatLisible, phrase, REPONDU } from './regions-view.js';
export { type Portail, vueComprise, vueResultats } from './results-view.js';
export { type EtatRecherche, lireEtat } from './search-state.js';
