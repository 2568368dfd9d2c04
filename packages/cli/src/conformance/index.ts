export { type ConformanceOptions, listScenarios, runConformance } from './conformance-verb.js';
