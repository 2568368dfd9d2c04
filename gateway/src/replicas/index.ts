export { type LinkState, RedisLink } from './redis-link.js';
export { SharedRates } from './shared-rates.js';
