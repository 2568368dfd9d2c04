import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callsByKnownName, refuseName, type SiteListen } from './known-host.js';

/** A site that serves. */
export interface RunningSite {
  url: string;
  close(): void;
}

const HEADERS_TIMEOUT_MS = 10_000;

/** Serves pages in plain HTTP: who shows them to users puts TLS and a sign-in before. */
export async function serveSite(app: RequestListener, listen: SiteListen): Promise<RunningSite> {
  const known = callsByKnownName(listen);
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, maxHeaderSize: 16 * 1024 }, (req, res) =>
    known(req) ? app(req, res) : refuseName(req, res),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return {
    url: `http://${host}:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
