import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { problem } from '@inter-ror/graphql-endpoint';
import { type TlsIdentity, tlsOptions } from '@inter-ror/mutual-tls';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { noteArrival } from './arrivals.js';
import { askAsPublic } from './askers.js';
import type { PublicAccessOptions } from './gateway-options.js';
import { shedLoad } from './load-shedding.js';

/** Requests at work at once, of the 128 of the gateway. */
const IN_FLIGHT_MAX = 16;
/** Exports passed through at once. */
const DOWNLOADS_MAX = 8;
const SOCKETS_MAX = 1_000;
const WINDOW_S = 60;

/** The listener of those who have no certificate. */
export interface PublicAccess {
  url: string;
  renew(identity: TlsIdentity): void;
  close(): Promise<void>;
}

/**
 * Serves the API without a client certificate: profile 0 whatever is claimed, so many requests a minute for one
 * address and for all together.
 * @param counted sees each request pass
 */
export async function startPublicAccess(
  { listen, requestsPerMinute, requestsPerMinuteInAll }: PublicAccessOptions,
  identity: TlsIdentity,
  counted: RequestHandler,
  api: readonly RequestHandler[],
): Promise<PublicAccess> {
  const app = express();
  app.disable('x-powered-by');
  app.use(noteArrival);
  app.use(helmet({ contentSecurityPolicy: false }));
  const limited = limitRate(requestsPerMinute, requestsPerMinuteInAll);
  app.use('/graphql', counted, limited, shedLoad(IN_FLIGHT_MAX), askAsPublic);
  app.use('/exports', limited, shedLoad(DOWNLOADS_MAX), askAsPublic);
  app.use(...api);
  app.use((_req, res) => {
    res.status(404).json(problem('ADRESSE_INCONNUE', 'Cette adresse n’existe pas : l’API est à /graphql.'));
  });
  const server = createServer(
    {
      ...tlsOptions(identity),
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: 10_000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 5_000,
      maxHeaderSize: 16 * 1024,
    },
    app,
  );
  server.maxConnections = SOCKETS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${port}`,
    renew: (next) => server.setSecureContext(tlsOptions(next)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function limitRate(perAddress: number, inAll: number): RequestHandler {
  const addresses = new RateLimiterMemory({ points: perAddress, duration: WINDOW_S });
  const all = new RateLimiterMemory({ points: inAll, duration: WINDOW_S });
  return async (req, res, next) => {
    try {
      await addresses.consume(networkOf(req.socket.remoteAddress ?? ''));
      await all.consume('all');
    } catch (refused) {
      const seconds = Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1000);
      res.setHeader('retry-after', String(seconds));
      const message = `Accès public : ${perAddress} demandes par minute et par adresse, ${inAll} en tout ; réessayez dans ${seconds} s.`;
      res.status(429).json(problem('TROP_DE_DEMANDES', message, { maximum: perAddress }));
      return;
    }
    next();
  };
}

/** An IPv6 host holds a whole /64: its addresses count as one. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  const middle: string[] = Array(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...middle, ...back].slice(0, 4).join(':');
}
