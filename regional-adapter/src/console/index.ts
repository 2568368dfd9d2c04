export { createRegionConsole, type RegionConsoleOptions } from './region-console.js';
export type { EtatConsole, VueNationale } from './state-view.js';
