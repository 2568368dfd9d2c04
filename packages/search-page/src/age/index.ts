export { type AgeLu, lireAge } from './read-age.js';
