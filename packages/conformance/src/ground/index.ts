export { AUTORITE_STRUCTURE, decouvrir, type Indices } from './discover.js';
export { type Etablissement, estUnite } from './establishment.js';
export { type Echange, type EnvoiBrut, type ProfilVihf, type Recue, Terrain } from './ground.js';
export type { Connu, Lieu } from './known.js';
export { rechercheEn, tenue } from './searches.js';
