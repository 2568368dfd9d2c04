export { callsByKnownName, refuseName } from './known-host.js';
export type { RunningSite } from './serve-site.js';
export { startNationConsole } from './start-nation-console.js';
export { type PageOptions, type RunningPage, startPage } from './start-page.js';
export { startRegionConsole } from './start-region-console.js';
