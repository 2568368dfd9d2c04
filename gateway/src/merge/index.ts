export { type MergedPage, mergePages, type SortedPage } from './merge-pages.js';
