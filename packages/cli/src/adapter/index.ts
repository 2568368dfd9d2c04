export { loadExport, serveAdapter } from './adapter-verbs.js';
