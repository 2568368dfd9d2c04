export type { EtatDisjoncteur } from './breaker.js';
export { type Guards, guardRegions } from './guard-regions.js';
export type { EtatGarde } from './region-guard.js';
