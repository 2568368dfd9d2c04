import { sendTraces, type Traces } from '@inter-ror/observability';
import type { GatewayConfig } from '../config/index.js';

/** Opens the way to the collector that the configuration names. */
export async function openTraces(
  exploitation: GatewayConfig['exploitation'],
  service: string,
): Promise<Traces | undefined> {
  const { traces } = exploitation ?? {};
  return traces && sendTraces({ url: traces.url, service, share: traces.part });
}
