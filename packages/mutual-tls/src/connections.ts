import { ServerResponse } from 'node:http';
import type { Http2ServerResponse, ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { AdmissionSnapshot, AdmittedCertificate } from './admission.js';
import { type Lease, Leases, timerAt } from './leases.js';

const DRAIN_MS = 30_000;

/** An admitted socket, from its handshake to its close. */
export interface Connection {
  readonly socket: TLSSocket;
  readonly remoteAddress: string;
  readonly fingerprint: string;
  /** Undefined for a declared reverse proxy, which speaks only for its own clients. */
  readonly lease: Lease | undefined;
  /** Over HTTP/2. */
  session: ServerHttp2Session | undefined;
  /** Answers under way that are followed to their end: those of HTTP/2, and the last one of a socket to be closed. */
  readonly answers: Set<ServerResponse | Http2ServerResponse>;
  /** The last answer begun over HTTP/1.1, ended or not; those before it end before it. */
  last: ServerResponse | undefined;
  /** `retiring`: closes with an answer that says so. `draining`: closes as soon as nothing is in flight. */
  state: 'open' | 'retiring' | 'draining';
}

interface Arrival {
  socket: TLSSocket;
  remoteAddress: string;
  fingerprint: string;
  /** End of the certificate, epoch milliseconds. */
  certificateEnd: number;
  admitted: AdmittedCertificate | undefined;
}

/** The open sockets of a listener: what a trust change, a date or an age must close, and nothing else. */
export class Connections {
  readonly #bySocket = new Map<TLSSocket, Connection>();
  readonly #leases = new Leases();
  readonly #proxies = new Map<string, number>();
  #listEnd: NodeJS.Timeout | undefined;

  constructor(private readonly maxAgeMs: number) {}

  get size(): number {
    return this.#bySocket.size;
  }

  of(socket: TLSSocket): Connection | undefined {
    return this.#bySocket.get(socket);
  }

  countOf(fingerprint: string): number {
    return this.#leases.countOf(fingerprint) + (this.#proxies.get(fingerprint) ?? 0);
  }

  add({ socket, remoteAddress, fingerprint, certificateEnd, admitted }: Arrival): Connection {
    const lease = admitted && { admitted, certificateEnd, cut: () => void socket.destroy() };
    const connection: Connection = {
      socket,
      remoteAddress,
      fingerprint,
      lease,
      session: undefined,
      answers: new Set(),
      last: undefined,
      state: 'open',
    };
    this.#bySocket.set(socket, connection);
    const age = setTimeout(() => this.drain(connection, DRAIN_MS), this.maxAgeMs).unref();
    const proxyEnd = lease ? undefined : timerAt(certificateEnd, () => socket.destroy());
    if (lease) this.#leases.add(lease);
    else this.#countProxy(fingerprint, 1);
    socket.once('close', () => {
      clearTimeout(age);
      clearTimeout(proxyEnd);
      this.#bySocket.delete(socket);
      if (lease) this.#leases.drop(lease);
      else this.#countProxy(fingerprint, -1);
    });
    return connection;
  }

  /** Closes the socket as soon as nothing is in flight, and in any case after `graceMs`. */
  drain(connection: Connection, graceMs: number): void {
    this.retire(connection);
    connection.state = 'draining';
    if (connection.answers.size === 0) connection.socket.destroySoon();
    setTimeout(() => connection.socket.destroy(), graceMs).unref();
  }

  drainAll(graceMs: number): void {
    for (const connection of this.#bySocket.values()) this.drain(connection, graceMs);
  }

  /** Lets the socket serve its next answer, which closes it. */
  retire(connection: Connection): void {
    if (connection.state === 'open') {
      connection.state = 'retiring';
      const { last } = connection;
      if (last && !last.closed) this.#follow(connection, last);
    }
    for (const res of connection.answers) announceClose(res);
    connection.session?.close();
  }

  /** Retires every socket: nobody's request fails. */
  retireAll(): void {
    for (const connection of this.#bySocket.values()) this.retire(connection);
  }

  /** Closes the sockets whose certificate left the list, or whose member's rights changed; the others keep theirs. */
  apply(snapshot: AdmissionSnapshot): void {
    this.#leases.apply(snapshot);
    this.endWith(snapshot);
  }

  /** Closes the sockets that `refused` designates. */
  cut(refused: (socket: TLSSocket) => boolean): void {
    for (const socket of this.#bySocket.keys()) if (refused(socket)) socket.destroy();
  }

  /** Arms the closing of every socket at the end of the list itself. */
  endWith(snapshot: AdmissionSnapshot): void {
    clearTimeout(this.#listEnd);
    this.#listEnd = timerAt(snapshot.expires, () => {
      for (const { socket } of this.#bySocket.values()) socket.destroy();
    });
  }

  close(): void {
    clearTimeout(this.#listEnd);
  }

  /** Notes an answer that begins; its end closes a socket that was waiting for it. */
  answering(connection: Connection, res: ServerResponse | Http2ServerResponse): void {
    // The way of almost every request: nothing to undo when it ends.
    if (connection.state === 'open' && res instanceof ServerResponse) connection.last = res;
    else this.#follow(connection, res);
  }

  #follow(connection: Connection, res: ServerResponse | Http2ServerResponse): void {
    connection.answers.add(res);
    if (connection.state !== 'open') {
      announceClose(res);
      connection.session?.close();
    }
    res.once('close', () => {
      connection.answers.delete(res);
      // After an answer that promised to keep the socket, the client may be writing its next request already.
      const announced = connection.state === 'retiring' && !(res instanceof ServerResponse && res.shouldKeepAlive);
      if (connection.answers.size === 0 && (connection.state === 'draining' || announced)) {
        connection.socket.destroySoon();
      }
    });
  }

  #countProxy(fingerprint: string, step: 1 | -1): void {
    this.#proxies.set(fingerprint, (this.#proxies.get(fingerprint) ?? 0) + step);
  }
}

/** `Connection: close`, unless the head of the answer has left already. */
function announceClose(res: ServerResponse | Http2ServerResponse): void {
  if (res instanceof ServerResponse && !res.headersSent) res.shouldKeepAlive = false;
}
