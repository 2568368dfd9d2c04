export { Gauge, Registry } from 'prom-client';
export { type Operations, type Readiness, startOperations } from './operations.js';
export { measureProcess } from './process-metrics.js';
export { measureRegions, measureRequests, type RegionMetrics, type RequestMetrics } from './request-metrics.js';
export { sendTraces, type Traces } from './traces.js';
export { measureTrust, type TrustSight } from './trust-metrics.js';
