export type { AdapterOptions, RegionalAdapter } from './adapter-options.js';
export { startAdapter } from './start-adapter.js';
