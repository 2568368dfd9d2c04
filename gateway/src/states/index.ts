export { type ConnuDe, RegionStates } from './region-states.js';
