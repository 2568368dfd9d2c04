export { certificatsSimules, type PkiSimulee } from './certificates.js';
export { type GenreSimule, REGLAGES_SIMULES, type ReglagesSimules } from './shapes.js';
export { type SolutionSimulee, startSimulatedSolution } from './start-simulated-solution.js';
