import type { TlsIdentity } from '@inter-ror/mutual-tls';
import type { FollowedWhitelist } from '@inter-ror/whitelist';
import { type Logger, pino } from 'pino';
import {
  type AdapterConfig,
  type GatewayConfig,
  identityOf,
  openAdmission,
  openRevocations,
  proxiesOf,
  watchTrust,
} from '../config/index.js';
import { untilSignal } from '../output/index.js';
import { openTraces } from './open-traces.js';
import { Operator } from './operate.js';

/** What an adapter and a gateway are started with, opened from what their configurations share. */
export interface ProcessGround {
  logger: Logger;
  /** As read at the start. */
  identity: TlsIdentity;
  admission: FollowedWhitelist;
  /** The certificate presented at this instant. */
  currentIdentity(): TlsIdentity;
  operator: Operator;
  /** Options of the same names. */
  options: ReturnType<typeof optionsOf>;
}

/** A process that serves. */
export interface ServedProcess {
  url: string;
  page: string | undefined;
  console: string | undefined;
  /** What it will have to tell whoever started it, beyond its addresses. */
  later?: Promise<object>;
  /** @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
  close(): Promise<void>;
}

/**
 * Opens the trust, the journals and the figures of a process, starts it, tells its addresses to whoever started it, and
 * serves until a signal.
 * @param names the process in its log, and in traces
 */
export async function serveProcess(
  config: AdapterConfig | GatewayConfig,
  names: { log: string; traces: string },
  start: (ground: ProcessGround) => Promise<ServedProcess>,
): Promise<void> {
  const logger = pino({ level: config.journal, name: names.log });
  const identity = identityOf(config);
  const revocations = openRevocations(config, identity, logger);
  const admission = await openAdmission(config, identity, logger);
  let served: ServedProcess | undefined;
  const renew = (next: TlsIdentity) => {
    served?.renew(next);
    admission.renew(next);
  };
  const watch = watchTrust(config, { admission, identity, revocations, renew }, logger);
  const operator = new Operator({ ecoute: config.exploitation?.ecoute, admission, identity: watch.identity, logger });
  const traces = await openTraces(config.exploitation, names.traces);
  try {
    const options = optionsOf(config, { logger, identity, admission, revocations, watch, operator, traces });
    served = await start({ logger, identity, admission, currentIdentity: watch.identity, operator, options });
    // Renewed while it started.
    if (watch.identity() !== identity) renew(watch.identity());
    process.send?.({ url: served.url });
    process.send?.({
      page: served.page ?? '',
      console: served.console ?? '',
      exploitation: operator.url ?? '',
    });
    void served.later?.then((told) => process.send?.(told));
    const signal = await untilSignal();
    logger.info({ signal }, 'arrêt demandé');
    operator.drain();
    await served.close();
  } finally {
    await traces?.close();
    operator.close();
    watch.stop();
    revocations?.close();
    admission.close();
  }
}

interface Opened {
  logger: Logger;
  identity: TlsIdentity;
  admission: FollowedWhitelist;
  revocations: ReturnType<typeof openRevocations>;
  watch: ReturnType<typeof watchTrust>;
  operator: Operator;
  traces: Awaited<ReturnType<typeof openTraces>>;
}

function optionsOf(config: AdapterConfig | GatewayConfig, opened: Opened) {
  const { logger, identity, admission, revocations, watch, operator, traces } = opened;
  return {
    ...(traces && { traces }),
    onAnswer: operator.requests.answered,
    listen: { host: config.ecoute.hote, port: config.ecoute.port },
    identity,
    admission,
    ...(revocations && { revocations }),
    proxies: proxiesOf(config),
    logger,
    onRefusal: watch.onRefusal,
    ...(watch.onAccess && { onAccess: watch.onAccess }),
    introspection: config.introspection,
  };
}
