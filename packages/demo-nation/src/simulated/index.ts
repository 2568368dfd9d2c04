export { certificatsSimules } from './certificates.js';
export type { GenreSimule } from './shapes.js';
export { type SolutionSimulee, startSimulatedSolution } from './start-simulated-solution.js';
