export type { AskNation } from './nation/index.js';
export { avisEnMots } from './question/index.js';
export { criteresDeQuestion, lieuIncertain, type RechercheComprise } from './search/index.js';
export { createSearchPage, type SearchPageOptions } from './server/index.js';
