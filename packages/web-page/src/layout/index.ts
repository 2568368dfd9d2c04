export { type Maison, page, pied, tete } from './layout.js';
