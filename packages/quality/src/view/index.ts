export { csvEcarts, csvIndicateurs } from './quality-csv.js';
export { type NomsTerritoires, vueChiffres, vueQualite } from './quality-view.js';
