export { createSearchPage, type SearchPageOptions } from './search-page.js';
