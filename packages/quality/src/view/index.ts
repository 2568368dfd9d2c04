export { csvEcarts, csvIndicateurs } from './quality-csv.js';
export { type NomsTerritoires, vueQualite } from './quality-view.js';
