export { csvLine } from './csv.js';
export { collation, compte, distance, duree, heure, instant, jour, jourCourt, nombre } from './french.js';
export { Html, html, type Piece } from './html.js';
