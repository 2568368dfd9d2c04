export { DOMAINES, type Domaine } from './domains.js';
export {
  type Ecart,
  Evaluation,
  INDICATEURS,
  type Indicateur,
  type LigneIndicateur,
  type ResultatQualite,
} from './evaluation.js';
export type { SiteEvalue, UniteEvaluee, Verdict } from './site.js';
