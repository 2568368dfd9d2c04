export { type PageOptions, type RunningPage, startPage } from './start-page.js';
