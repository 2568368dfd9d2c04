export { formatPage } from './format-page.js';
export { type AccessOptions, openNation } from './nation-access.js';
export { parseQuestion } from './parse-question.js';
export { search } from './search.js';
