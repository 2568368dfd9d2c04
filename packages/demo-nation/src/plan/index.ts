export { arborescence, idUnite, type Noeud } from './arborescence.js';
export { planifierRegion } from './planifier-region.js';
export { PARTAGES, REGIONS_DE_LA_FONDATION } from './transregional.js';
export type { PlanEJ, PlanSite } from './types.js';
