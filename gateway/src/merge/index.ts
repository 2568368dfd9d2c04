export { mergePages, type SortedPage } from './merge-pages.js';
