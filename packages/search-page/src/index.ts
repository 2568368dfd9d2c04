export type { AskNation, RegionAnswered } from './nation/index.js';
export { criteresDeQuestion, type RechercheComprise } from './search/index.js';
export { createSearchPage, type SearchPageOptions } from './server/index.js';
