export { type ExportEcrit, ecrireExports, type OptionsExports } from './ecrire-exports.js';
export { genererInstance } from './generer-instance.js';
export { INSTANCES, type Instance, type Solution } from './instances.js';
export {
  certificatsSimules,
  type GenreSimule,
  type SolutionSimulee,
  startSimulatedSolution,
} from './simulated/index.js';
