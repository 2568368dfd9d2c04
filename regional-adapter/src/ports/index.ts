export * from './generation.js';
export * from './offer-index.js';
