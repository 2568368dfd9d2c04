export {
  DOMAINES,
  type Ecart,
  Evaluation,
  INDICATEURS,
  type Indicateur,
  type LigneIndicateur,
  type ResultatQualite,
  type SiteEvalue,
  type UniteEvaluee,
  type Verdict,
} from './rules/index.js';
export { csvEcarts, csvIndicateurs, type NomsTerritoires, vueChiffres, vueQualite } from './view/index.js';
