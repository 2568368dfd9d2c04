import { setImmediate as immediate, setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@redis/client';
import type { Logger } from 'pino';

/** A Redis that does not answer within this is done without for {@link REST_MS}: no request waits for it twice. */
const ANSWER_MS = 250;
const REST_MS = 1_000;
/** Time given to the first connection: without Redis a gateway starts all the same. */
const START_MS = 1_000;
const CONNECT_MS = 5_000;
/** A socket on which nothing came for so long, pings included, is opened again. */
const SOCKET_DEAD_MS = 5_000;
const PING_MS = 1_000;
const RECONNECT_MAX_MS = 2_000;
const COMMANDS_WAITING_MAX = 1_000;

/** What a link says: with Redis, or alone until it comes back. */
export type LinkState = 'PARTAGE' | 'SEUL';

/** One connection to Redis, that comes back by itself. Nothing here rejects: without Redis, the answer is `undefined`. */
export class RedisLink {
  readonly #client: ReturnType<typeof createClient>;
  readonly #logger: Logger;
  readonly #prefix: string;
  #state: LinkState | undefined;
  #restUntil = 0;

  /** @param prefix of every key: gateways of one network share, those of two do not */
  constructor(url: string, prefix: string, logger: Logger) {
    this.#logger = logger;
    this.#prefix = prefix;
    this.#client = createClient({
      url,
      disableOfflineQueue: true,
      commandsQueueMaxLength: COMMANDS_WAITING_MAX,
      pingInterval: PING_MS,
      socket: {
        connectTimeout: CONNECT_MS,
        socketTimeout: SOCKET_DEAD_MS,
        reconnectStrategy: (retries) => Math.min(RECONNECT_MAX_MS, 50 * 2 ** retries) * (0.5 + Math.random() / 2),
      },
    });
    this.#client.on('error', (error: Error) => this.#alone(error));
    this.#client.on('ready', () => this.#shared());
    this.#client.on('ping-interval', () => this.usable && this.#shared());
  }

  /** Connects; resolves once it is done, or after a second, whichever comes first. */
  async open(): Promise<void> {
    const connected = this.#client.connect().catch((error: Error) => this.#alone(error));
    await Promise.race([connected, wait(START_MS, undefined, { ref: false })]);
    if (!this.usable) this.#alone(new Error('pas de connexion'));
  }

  /** For operators. */
  get state(): LinkState {
    return this.#state ?? 'SEUL';
  }

  /** Whether asking is worth it now. */
  get usable(): boolean {
    return this.#client.isReady && performance.now() >= this.#restUntil;
  }

  /** Runs a script on one key. @returns `undefined` when Redis did not answer in time */
  async run(script: string, key: string, args: readonly number[]): Promise<unknown> {
    if (!this.usable) return undefined;
    const late = new AbortController();
    try {
      const answer = this.#client.eval(script, { keys: [`${this.#prefix}${key}`], arguments: args.map(String) });
      const timeout = wait(ANSWER_MS, undefined, { signal: late.signal }).then(async () => {
        // When it was this process that was busy, the answer is there to be read.
        await immediate();
        await immediate();
        throw new Error(`pas de réponse en ${ANSWER_MS} ms`);
      });
      const first = await Promise.race([answer, timeout]);
      this.#shared();
      return first;
    } catch (error) {
      this.#restUntil = performance.now() + REST_MS;
      this.#alone(error as Error);
      return undefined;
    } finally {
      late.abort();
    }
  }

  close(): void {
    this.#state = undefined;
    this.#client.removeAllListeners('error').on('error', () => {});
    this.#client.destroy();
  }

  #shared(): void {
    if (this.#state === 'PARTAGE') return;
    this.#state = 'PARTAGE';
    this.#logger.info('Redis : débits partagés avec les autres passerelles');
  }

  #alone(err: Error): void {
    if (this.#state === 'SEUL') return;
    this.#state = 'SEUL';
    this.#logger.warn({ err }, 'Redis injoignable : débits comptés par cette passerelle seule');
  }
}
