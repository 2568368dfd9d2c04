export { type ExportEcrit, ecrireExports, type OptionsExports } from './ecrire-exports.js';
export { DATE_DE_REFERENCE, genererInstance, NOMBRE_OFFRES, type OptionsInstance } from './generer-instance.js';
export { INSTANCES, type Instance, REGIONS_SERVIES, type Solution } from './instances.js';
export {
  certificatsSimules,
  type GenreSimule,
  type PkiSimulee,
  REGLAGES_SIMULES,
  type ReglagesSimules,
  type SolutionSimulee,
  startSimulatedSolution,
} from './simulated/index.js';
