import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { AdmissionBox, buildSnapshot, createMutualTlsServer, type TlsIdentity } from '@inter-ror/mutual-tls';

export type SentList = Parameters<typeof buildSnapshot>[0];

/** What the parent asks of a server process: begin, put another list in force, or tell the processor time used. */
export type TrustOrder = { begin: { identity: TlsIdentity; list: SentList } } | { swap: SentList } | { cpu: true };

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

let source: AdmissionBox | undefined;

async function begin({ identity, list }: { identity: TlsIdentity; list: SentList }): Promise<TrustPorts> {
  source = new AdmissionBox(buildSnapshot(list));
  const gated = createMutualTlsServer({
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
      ciphers: 'TLS_AES_128_GCM_SHA256',
    },
    handler,
  );
  bare.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  return {
    gated: Number(new URL(await gated.listen(0, '127.0.0.1')).port),
    bare: (bare.address() as AddressInfo).port,
  };
}

process.on('message', async (order: TrustOrder) => {
  if ('begin' in order) process.send!(await begin(order.begin));
  else if ('swap' in order) source!.swap(buildSnapshot(order.swap));
  else process.send!(process.cpuUsage());
});
process.on('disconnect', () => process.exit());
