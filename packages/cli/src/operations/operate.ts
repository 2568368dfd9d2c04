import type { Decisions, TlsIdentity } from '@inter-ror/mutual-tls';
import {
  Gauge,
  measureProcess,
  measureRegions,
  measureRequests,
  measureTrust,
  type Operations,
  type Readiness,
  type RegionMetrics,
  Registry,
  type RequestMetrics,
  startOperations,
} from '@inter-ror/observability';
import { expirationsSeen, type FollowedWhitelist } from '@inter-ror/whitelist';
import type { Logger } from 'pino';

/** What a process that serves tells its operators. */
export interface OperateOptions {
  ecoute: { hote: string; port: number } | undefined;
  admission: FollowedWhitelist;
  /** The certificate presented at this instant. */
  identity(): TlsIdentity;
  logger: Logger;
}

/** Figures gathered from the start; served once the process is up. */
export class Operator {
  readonly requests: RequestMetrics;
  readonly regions: RegionMetrics;
  readonly #registry = new Registry();
  readonly #o: OperateOptions;
  #served: Operations | undefined;

  constructor(o: OperateOptions) {
    this.#o = o;
    this.requests = measureRequests(this.#registry);
    this.regions = measureRegions(this.#registry);
  }

  /** A figure read when it is asked. */
  gauge(
    name: string,
    help: string,
    labelNames: string[],
    read: () => Iterable<[Record<string, string>, number]>,
  ): void {
    new Gauge({
      name: `inter_ror_${name}`,
      help,
      labelNames,
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [labels, value] of read()) this.set(labels, value);
      },
    });
  }

  /** Opens the listener that the configuration asks for; without one, nothing is served. */
  async serve(decisions: () => Readonly<Decisions>, ready: () => Readiness): Promise<void> {
    const { ecoute, admission, identity, logger } = this.#o;
    if (ecoute === undefined) return;
    measureProcess(this.#registry);
    const expirations = () => expirationsSeen({ admission, identity }, Date.now());
    measureTrust(this.#registry, { admission, expirations, decisions });
    this.#served = await startOperations({
      listen: { host: ecoute.hote, port: ecoute.port },
      registry: this.#registry,
      ready: () => withTrust(ready(), admission),
    });
    logger.info({ url: this.#served.url }, 'exploitation : /livez, /readyz, /metrics');
  }

  /** Where it is served; undefined when it is not. */
  get url(): string | undefined {
    return this.#served?.url;
  }

  /** Says that the process is not ready any more. */
  drain(): void {
    this.#served?.drain();
  }

  close(): void {
    this.#served?.close();
  }
}

const REASONS = {
  fresh: undefined,
  degraded: 'liste blanche : plus de nouvelles de l’autorité',
  grace: 'liste blanche : expirée, tolérée le temps de la grâce',
  closed: 'liste blanche : expirée, plus personne n’est admis',
} as const;

function withTrust({ pret, raisons, details }: Readiness, admission: FollowedWhitelist): Readiness {
  const health = admission.health();
  const reason = REASONS[health.state];
  return {
    pret: pret && health.state !== 'closed',
    raisons: reason === undefined ? raisons : [...raisons, reason],
    details: { ...details, liste: health },
  };
}
