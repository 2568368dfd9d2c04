export { planBySummaries } from './plan-by-summaries.js';
