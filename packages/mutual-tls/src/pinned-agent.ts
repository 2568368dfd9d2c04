import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { PinnedSockets } from './pinned-sockets.js';

export interface KeepingOptions {
  maxSockets: number;
  idleMs: number;
  maxAgeMs: number;
}

/** A keep-alive agent of `node:https` over the sockets towards one member. */
export class PinnedAgent extends Agent {
  readonly #sockets: PinnedSockets;
  readonly #o: KeepingOptions;
  #retired = false;

  constructor(sockets: PinnedSockets, o: KeepingOptions) {
    super({ keepAlive: true, scheduling: 'lifo', maxCachedSessions: 0, maxSockets: o.maxSockets, timeout: o.idleMs });
    this.#sockets = sockets;
    this.#o = o;
  }

  /** Lets the requests in flight end, and keeps no socket. */
  retire(): void {
    this.#retired = true;
    for (const sockets of Object.values(this.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }

  override createConnection(
    options: ConnectionOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | undefined {
    try {
      return this.#sockets.connect(options.host ?? 'localhost', Number(options.port ?? 443));
    } catch (error) {
      callback?.(error as Error, undefined as never);
      return undefined;
    }
  }

  /** Called by Node when a response has been read whole: tells whether the socket returns to the pool. */
  override keepSocketAlive(stream: Duplex): boolean {
    const socket = stream as TLSSocket;
    const age = this.#sockets.ageOf(socket);
    if (this.#retired || age === undefined || age > this.#o.maxAgeMs) return false;
    socket.setKeepAlive(true, 1_000);
    socket.unref();
    socket.setTimeout(this.#o.idleMs);
    return true;
  }
}
