export {
  CYCLE,
  ETABLISSEMENTS,
  type GenreEtablissement,
  type ModeleEtablissement,
  PLANTEES,
  type Statut,
} from './etablissements.js';
export type { Champ, ModeleUnite, Rythme, Tranche } from './modele.js';
export { CODES_ANCIENS } from './recours.js';
