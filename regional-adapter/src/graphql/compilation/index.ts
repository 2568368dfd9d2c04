export { compilerSelection, type Repondre } from './compiler-selection.js';
export { FragmentCache, type FragmentsVus } from './fragment-cache.js';
