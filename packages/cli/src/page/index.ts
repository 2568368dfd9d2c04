export { type PageOptions, type RunningPage, startPage } from './start-page.js';
export { startRegionConsole } from './start-region-console.js';
