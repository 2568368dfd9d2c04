export {
  type CodeRefus,
  type DemandeurReconnu,
  type EntreeMembre,
  entetesDuCode,
  entetesRor,
  estRefus,
  lireDemandeur,
  type RefusDemandeur,
} from './asker.js';
export { champDe, niveauDuCode } from './carrier.js';
export { type Decision, type Demandeur, type Donnee, decider, HORS_OFFRE, type Porteur } from './decide.js';
export { formaterTable } from './format-table.js';
export { type Masque, masquesDuDocument, vuDuChamp, vuDuCritere } from './masked-fields.js';
export { Masques } from './masks.js';
export { accorde, type Droits, droitsDe, type LigneFixe, PORTEURS } from './rights.js';
export {
  CHAMPS,
  type Champ,
  type Condition,
  type LigneAcces,
  ligneDe,
  NIVEAUX,
  type Niveau,
  PROFILS,
  type Profil,
  TABLE,
  type TableAcces,
} from './table.js';
