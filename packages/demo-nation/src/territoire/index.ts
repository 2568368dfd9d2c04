export { type CarteRegion, carteRegion, type Lieudit, pointPres, type Ville, villesDe } from './carte-region.js';
export { repartir } from './repartition.js';
export { VILLES } from './villes.js';
