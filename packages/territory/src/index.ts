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
