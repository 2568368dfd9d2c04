import { constants } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createMutualTlsServer, type MutualTlsServer, type TlsIdentity } from '@inter-ror/mutual-tls';
import { openWhitelistNetwork, type WhitelistNetworkOptions } from '@inter-ror/whitelist';

/** What the parent asks of a server process; each is answered by one message. */
export type TrustOrder =
  | { begin: Pick<WhitelistNetworkOptions, 'urls' | 'trustFile' | 'cacheFile' | 'stateFile' | 'identity'> }
  | { renew: TlsIdentity }
  | { cpu: true };

export interface TrustPorts {
  /** Behind the gate. */
  gated: number;
  /** The same handler over the same TLS, without it. */
  bare: number;
}

const ANSWER = JSON.stringify({ offres: Array.from({ length: 20 }, (_, i) => ({ rang: i, nom: `Offre ${i}` })) });
const SLOW_MS = 1_000;

const handler: RequestListener = (req, res) => {
  if (req.url === '/stream') res.write('tick');
  else if (req.url === '/slow') setTimeout(() => res.end('whole'), SLOW_MS);
  else res.setHeader('content-type', 'application/json').end(ANSWER);
};

let gated: MutualTlsServer;

async function begin(o: Extract<TrustOrder, { begin: unknown }>['begin']): Promise<TrustPorts> {
  const { identity } = o;
  const source = await openWhitelistNetwork(o);
  gated = createMutualTlsServer({
    identity,
    source,
    accepts: ['consumer'],
    handler,
    http2: (req, res) => (req.url === '/stream' ? void res.write('tick') : void res.end(ANSWER)),
  });
  const bare = createServer(
    {
      key: identity.key,
      cert: identity.cert,
      ca: [...identity.ca],
      requestCert: true,
      // As the listener sets TLS and HTTP: what is measured is the gate.
      minVersion: 'TLSv1.2',
      ciphers: 'TLS_AES_128_GCM_SHA256',
      secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
      ALPNProtocols: ['h2', 'http/1.1'],
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
    },
    handler,
  );
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  return {
    gated: Number(new URL(await gated.listen(0, '127.0.0.1')).port),
    bare: (bare.address() as AddressInfo).port,
  };
}

process.on('message', async (order: TrustOrder) => {
  if ('begin' in order) process.send!(await begin(order.begin));
  else if ('cpu' in order) process.send!(process.cpuUsage());
  else {
    gated.renew(order.renew);
    process.send!('renewed');
  }
});
process.on('disconnect', () => process.exit());
