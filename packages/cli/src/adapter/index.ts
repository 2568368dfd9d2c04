export { loadExport, serveAdapter } from './adapter-verbs.js';
export { exportRegion } from './export-verb.js';
