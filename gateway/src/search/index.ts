export { CommunePoints } from './commune-points.js';
export { type SearchArguments, searchNation } from './national-search.js';
export { PAGE, type PageForm, pageForm } from './page-form.js';
export type { Item } from './region-page.js';
export { askEveryRegion, type PlanSearch, type SearchContext } from './stages.js';
