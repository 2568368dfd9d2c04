export { importList, servePublisher } from './publication-verbs.js';
