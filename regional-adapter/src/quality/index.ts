export { evaluerGeneration } from './evaluate-generation.js';
export { Qualite, type QualiteRegion } from './region-quality.js';
