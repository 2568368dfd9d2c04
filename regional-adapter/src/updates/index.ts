export { type ServedState, UpdatableGeneration } from './updatable-generation.js';
