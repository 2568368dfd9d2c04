export { RegionStates } from './region-states.js';
