export { NationQuality, type NationQualityState } from './nation-quality.js';
export { QUALITY_QUESTION, readQuality } from './read-quality.js';
