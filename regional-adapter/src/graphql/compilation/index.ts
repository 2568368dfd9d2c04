export { compilerSelection, type Repondre } from './compiler-selection.js';
export { FragmentCache } from './fragment-cache.js';
