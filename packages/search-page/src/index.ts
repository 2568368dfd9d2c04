export type { AskNation, RegionAnswered } from './nation/index.js';
export { comprendreQuestion, type QuestionComprise } from './question/index.js';
export { createSearchPage, type SearchPageOptions } from './server/index.js';
