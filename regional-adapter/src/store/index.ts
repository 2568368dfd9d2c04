export type { GenerationEnCours, Validation } from './generation-writer.js';
export {
  type AnomalieChargement,
  type CodeCompte,
  type CompteEnregistrements,
  type CompteLieux,
  type ErreurEtablissement,
  type RapportChargement,
  type RapportSynchronisation,
  SORTES,
  type SorteEnregistrement,
} from './load-report.js';
export { type OptionsStore, openStore, type Store } from './store.js';
export { type CodeErreurStore, ErreurStore } from './store-error.js';
