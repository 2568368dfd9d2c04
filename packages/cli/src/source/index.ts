export { shownSource, solutionOf, sourceOf } from './source-of.js';
