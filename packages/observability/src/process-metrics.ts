import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Memory, processor, event loop, garbage collection of the process. */
export function measureProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}
