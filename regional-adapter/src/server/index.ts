export type { AdapterOptions, RegionalAdapter, SourceRegion } from './adapter-options.js';
export { ErreurOppositions, lireOppositions } from './oppositions-file.js';
export { startAdapter } from './start-adapter.js';
