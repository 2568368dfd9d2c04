export { communesCommencant, communesDeNom, communesDeNomProche, nomsProches } from './commune-names.js';
export { chercherCommunes, communesPrincipales } from './commune-search.js';
export { type Commune, communeParCode, communes, communesDuCodePostal } from './communes.js';
export {
  type Departement,
  departementDeCommune,
  departements,
  type RegionInsee,
  regionDeCommune,
  regionDuDepartement,
  regions,
} from './departments.js';
export { fautes } from './edit-distance.js';
export { replierNom } from './name-folding.js';
