export { NationQuality, type NationQualityState, type QualityAsker } from './nation-quality.js';
export { QUALITY_QUESTION, type RegionQuality, readQuality } from './read-quality.js';
