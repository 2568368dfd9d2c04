export { formatPage } from './format-page.js';
export { type AccessOptions, openNation } from './nation-access.js';
export { search } from './search.js';
