import { X509Certificate } from 'node:crypto';
import { type IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { AdmissionSource, MemberKind } from './admission.js';
import { type Connection, Connections } from './connections.js';
import type { RevocationLists } from './crl/index.js';
import { MutualTlsError } from './errors.js';
import { Gate, type Verdict } from './gate.js';
import { createHttp2Door, type Http2Handler } from './http2-door.js';
import { secureContextOf, type TlsIdentity, tlsOptions } from './identity.js';
import { stripIdentityHeaders } from './identity-headers.js';
import { Leases } from './leases.js';
import { setMember } from './member-of.js';
import { peerCertificate } from './peer-certificate.js';
import { type DeclaredProxy, ProxiedClients } from './proxied-clients.js';
import type { Refusal, RefusalReason } from './refusal.js';
import { explain, refuse } from './refuse.js';

export interface MutualTlsServerOptions {
  identity: TlsIdentity;
  source: AdmissionSource;
  /** Kinds of members that this listener serves; the others receive 403. */
  accepts: readonly MemberKind[];
  /** Serves HTTP/1.1; an express application is one. */
  handler: RequestListener;
  /** Serves HTTP/2 to the clients that prefer it; without it the listener speaks HTTP/1.1 alone. */
  http2?: Http2Handler;
  /** Reverse proxies that may forward the certificate of their client; nobody else may. @default none */
  proxies?: readonly DeclaredProxy[];
  /** CRLs under the whitelist; whoever opened them closes them. */
  revocations?: RevocationLists;
  onRefusal?(refusal: Refusal): void;
  /** Told of each answer to a member, once it has ended, with its HTTP status. */
  onAnswer?(memberId: string, status: number, seconds: number): void;
  /** @default 10 s */
  handshakeTimeoutMs?: number;
  /** @default 10 s */
  headersTimeoutMs?: number;
  /** Time to receive a whole request. @default 30 s */
  requestTimeoutMs?: number;
  /** A socket older than this serves what is in flight, then closes. @default 15 min */
  maxConnectionAgeMs?: number;
  /** @default 256 */
  maxConnectionsPerCertificate?: number;
  /** All sockets, handshakes under way included. @default 10000 */
  maxConnections?: number;
}

export interface MutualTlsServer {
  /**
   * Listens and gives the base URL, `https://host:port` (port 0: the system chooses).
   * @throws MutualTlsError `ERR_LIST_EXPIRED` when the whitelist in force has expired
   */
  listen(port: number, host: string): Promise<string>;
  /**
   * Presents another certificate from now on. Open sockets serve their next answer, then close: remove the former
   * certificate from the list once they have. Its authorities are trusted in the place of the former ones.
   * @throws MutualTlsError `ERR_IDENTITY`
   */
  renew(identity: TlsIdentity): void;
  /** Stops accepting, lets requests in flight end within `graceMs`, then closes every socket. */
  close(graceMs?: number): Promise<void>;
  /** Admitted sockets that are open. */
  readonly openConnections: number;
  /** Handshakes admitted, and connections and requests refused by reason, since the listener was made. */
  readonly decisions: Readonly<Decisions>;
}

export interface Decisions {
  readonly admitted: number;
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
}

type AnyRequest = IncomingMessage | Http2ServerRequest;
type AnyResponse = ServerResponse | Http2ServerResponse;

/**
 * An HTTPS listener that only members of the whitelist can speak to: fingerprint looked up at each connection and
 * again at each request, open sockets closed when the list, the entry or the certificate ends.
 * @throws MutualTlsError `ERR_IDENTITY` when key and certificate are unreadable, apart or out of date
 */
export function createMutualTlsServer(o: MutualTlsServerOptions): MutualTlsServer {
  secureContextOf(o.identity);
  const { source, revocations, maxConnectionsPerCertificate = 256, requestTimeoutMs = 30_000 } = o;
  const clients = new ProxiedClients(o.proxies ?? [], o.identity.ca, revocations);
  const gate = new Gate({ source, accepts: o.accepts, proxies: clients.fingerprints, revocations });
  const connections = new Connections(o.maxConnectionAgeMs ?? 15 * 60_000);
  /** Answers under way to clients of declared proxies: their sockets are shared. */
  const proxied = new Leases();
  /** Every TCP socket, handshakes under way included. */
  const arrivals = new Set<Socket>();
  const addresses = new WeakMap<Socket, string>();
  let closing = false;
  const server = createServer({
    ...tlsOptions(o.identity),
    requestCert: true,
    rejectUnauthorized: true,
    ALPNProtocols: o.http2 ? ['h2', 'http/1.1'] : ['http/1.1'],
    handshakeTimeout: o.handshakeTimeoutMs ?? 10_000,
    headersTimeout: Math.min(o.headersTimeoutMs ?? 10_000, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  });
  server.maxConnections = o.maxConnections ?? 10_000;

  let presented = new X509Certificate(o.identity.cert).fingerprint256;
  let admittedCount = 0;
  const refusedCounts: Partial<Record<RefusalReason, number>> = {};
  const report = (reason: RefusalReason, remoteAddress: string, verdict?: Verdict, detail: string | null = null) => {
    refusedCounts[reason] = (refusedCounts[reason] ?? 0) + 1;
    o.onRefusal?.({
      reason,
      at: Date.now(),
      remoteAddress,
      fingerprint: verdict?.fingerprint ?? null,
      memberId: verdict?.admitted?.member.id ?? null,
      detail,
    });
  };

  server.on('connection', (socket: Socket) => {
    arrivals.add(socket);
    addresses.set(socket, socket.remoteAddress ?? 'inconnue');
    socket.once('close', () => arrivals.delete(socket));
  });
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    const detail = socket.authorizationError ?? error.code ?? error.message;
    report('TLS', addressBehind(socket, addresses), undefined, String(detail));
    socket.destroy();
  });

  const [serveHttp1] = server.listeners('secureConnection') as ((socket: TLSSocket) => void)[];
  const serveHttp2 = createHttp2Door({
    requestTimeoutMs,
    request: (req, res, connection) => serve(req, res, connection, () => o.http2!(req, res)),
    onAbuse: ({ fingerprint, remoteAddress, lease }) =>
      report('HTTP2_ABUSE', remoteAddress, { refused: 'HTTP2_ABUSE', fingerprint, admitted: lease?.admitted }),
  });
  // In the place of Node's own listener: a refused socket never reaches an HTTP parser.
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    const remoteAddress = addressBehind(socket, addresses);
    const certificate = peerCertificate(socket);
    const verdict = gate.connection(certificate, socket.isSessionReused(), Date.now());
    const fingerprint = verdict.fingerprint ?? '';
    const crowded = connections.countOf(fingerprint) >= maxConnectionsPerCertificate;
    const refused = verdict.refused ?? (crowded ? 'TOO_MANY_CONNECTIONS' : null);
    if (refused === null) {
      const certificateEnd = Date.parse(certificate!.validTo);
      const { admitted } = verdict;
      admittedCount++;
      const connection = connections.add({ socket, remoteAddress, fingerprint, certificateEnd, admitted });
      // Its handshake began before a renewal.
      if (socket.getX509Certificate()?.fingerprint256 !== presented) connections.retire(connection);
      if (socket.alpnProtocol === 'h2') serveHttp2(connection);
      else serveHttp1!.call(server, socket);
      return;
    }
    socket.on('error', () => {});
    socket.destroy();
    report(refused, remoteAddress, verdict);
  });

  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    const connection = connections.of(req.socket as TLSSocket);
    if (connection === undefined) req.socket.destroy();
    else serve(req, res, connection, () => o.handler(req, res));
  });

  function serve(req: AnyRequest, res: AnyResponse, connection: Connection, handle: () => void): void {
    const now = Date.now();
    const { lease, fingerprint, remoteAddress } = connection;
    const client = lease ? undefined : clients.read(req, fingerprint, now);
    if (typeof client === 'string') {
      report('PROXY', remoteAddress, { refused: 'PROXY', fingerprint, admitted: undefined }, client);
      refuse(res, 'PROXY', `Le mandataire n’a pas transmis un certificat client recevable : ${client}.`);
      return;
    }
    const verdict = gate.request(client?.fingerprint ?? fingerprint, now);
    if (verdict.refused !== null) {
      report(verdict.refused, remoteAddress, verdict);
      const answered = verdict.refused === 'ROLE' || verdict.refused === 'LIST_EXPIRED' || client !== undefined;
      if (answered) refuse(res, verdict.refused, explain(verdict, o.accepts));
      else connection.socket.destroy();
      return;
    }
    const admitted = verdict.admitted!;
    const exchange = client && {
      admitted,
      certificateEnd: client.notAfter,
      certificate: client.certificate,
      cut: () => {
        if (res instanceof ServerResponse) connection.socket.destroy();
        // Destroyed without a code, a stream would end as if it were whole.
        else res.stream.close(constants.NGHTTP2_CANCEL);
      },
    };
    if (exchange) {
      proxied.add(exchange);
      res.once('close', () => proxied.drop(exchange));
    }
    connections.answering(connection, res);
    if (o.onAnswer) {
      const start = performance.now();
      res.once('close', () => o.onAnswer!(admitted.member.id, res.statusCode, (performance.now() - start) / 1_000));
    }
    stripIdentityHeaders(req, clients.headers);
    setMember(req, admitted.member, client?.certificate);
    handle();
  }

  const stopFollowing = [
    source.onChange((now) => {
      connections.apply(now);
      proxied.apply(now);
    }),
    revocations?.onChange(() => {
      connections.cut((socket) => {
        const certificate = peerCertificate(socket);
        return certificate === undefined || revocations.revoked(certificate);
      });
      proxied.cut(({ certificate }) => certificate !== undefined && revocations.revoked(certificate));
    }),
  ];
  connections.endWith(source.current());

  return {
    get openConnections() {
      return connections.size;
    },
    get decisions() {
      return { admitted: admittedCount, refused: { ...refusedCounts } };
    },
    listen(port, host) {
      const { expires, instance, version } = source.current();
      if (Date.now() >= expires) {
        const list = `La liste blanche « ${instance} » (version ${version}) a expiré le ${new Date(expires).toISOString()}`;
        return Promise.reject(
          new MutualTlsError('ERR_LIST_EXPIRED', `${list} : récupérez la version publiée par l’autorité.`),
        );
      }
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const { port: bound } = server.address() as AddressInfo;
          resolve(`https://${host.includes(':') ? `[${host}]` : host}:${bound}`);
        });
      });
    },
    renew(identity) {
      secureContextOf(identity);
      // Node keeps nothing of the former context: everything is given again.
      server.setSecureContext(tlsOptions(identity));
      presented = new X509Certificate(identity.cert).fingerprint256;
      clients.trust(identity.ca);
      connections.retireAll();
    },
    async close(graceMs = 2_000) {
      closing = true;
      for (const stop of stopFollowing) stop?.();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      connections.drainAll(graceMs);
      const cut = setTimeout(() => {
        for (const socket of arrivals) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(cut);
      connections.close();
    },
  };
}

/** After a failed handshake the TLS socket has forgotten its peer; the TCP socket under it was noted on arrival. */
function addressBehind(socket: TLSSocket, addresses: WeakMap<Socket, string>): string {
  const parent: unknown = Reflect.get(socket, '_parent');
  return socket.remoteAddress ?? addresses.get(parent as Socket) ?? 'inconnue';
}
