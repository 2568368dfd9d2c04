export type { Correspondances } from './code-mapping.js';
export { type NomSolution, PILOTES } from './drivers.js';
export type { FormeDate } from './local-dates.js';
export { ErreurCorrespondances, lireCorrespondances } from './mapping-file.js';
export type { LectureEtablissement, ListeEtablissements, RorSolution } from './ror-solution.js';
export { CONCURRENCE, type FormesSolution, type ReglagesSolution, RYTHMES, type Rythmes } from './settings.js';
export { type CodeErreurSolution, ErreurSolution } from './solution-error.js';
export { Synchronisation } from './synchronisation.js';
export type { EtatSynchronisation, TacheSynchronisation } from './synchronisation-state.js';
