export { csvLine } from './csv.js';
export { collation, compte, distance, heure, instant, jour, nombre } from './french.js';
export { Html, html, type Piece } from './html.js';
