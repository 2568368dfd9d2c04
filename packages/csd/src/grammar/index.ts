export { CODE, IDENTIFIANT } from './common.js';
export { ANNUAIRES, type Annuaire, ESPACE_CSD, type Sorte } from './directories.js';
export type { Attribut, Destination, Element, Structure, TypeSimple } from './notation.js';
