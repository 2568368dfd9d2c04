export { checkAdapter, loadExport, serveAdapter } from './adapter-verbs.js';
