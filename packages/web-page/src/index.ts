export {
  collation,
  compte,
  csvLine,
  distance,
  duree,
  Html,
  heure,
  html,
  instant,
  jour,
  jourCourt,
  nombre,
  type Piece,
} from './html/index.js';
export { type Maison, page, pied, tete } from './layout/index.js';
export { createSite, type Site, type SiteOptions } from './site/index.js';
