export { DOMAINES, type Domaine, domaineDe } from './domains.js';
export {
  type Ecart,
  Evaluation,
  INDICATEURS,
  type Indicateur,
  type LigneIndicateur,
  type ResultatQualite,
} from './evaluation.js';
export { type EtatPeuplement, etatSite, etatUnite, manquesPeuplement } from './peuplement.js';
export type { EntiteJuridiqueEvaluee, SiteEvalue, UniteEvaluee, Verdict } from './site.js';
