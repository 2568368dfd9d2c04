import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** Whether a process should be given work, and why not. */
export interface Readiness {
  pret: boolean;
  /** In words; also what deserves a look although the process is ready. */
  raisons: string[];
  /** Whatever else helps: list, generation, regions. */
  details: Record<string, unknown>;
}

/** The listener of operators, that serves. */
export interface Operations {
  url: string;
  /** From now on the process says that it is not ready: balancers send it nothing more. */
  drain(): void;
  close(): void;
}

/**
 * Serves `/livez`, `/readyz` and `/metrics` in plain HTTP, apart from the members' port: an operator's network, or
 * loopback. It reads only.
 */
export async function startOperations(o: {
  listen: { host: string; port: number };
  registry: Registry;
  ready(): Readiness;
}): Promise<Operations> {
  let draining = false;
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 8 * 1024 }, (req, res) => {
    const json = (status: number, body: object) => {
      res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
      res.end(`${JSON.stringify(body)}\n`);
    };
    if (req.method !== 'GET' && req.method !== 'HEAD') return json(405, { erreur: 'GET seulement' });
    switch (req.url?.split('?')[0]) {
      case '/livez':
        return json(200, { statut: 'OK' });
      case '/readyz': {
        const { pret, raisons, details } = o.ready();
        const why = draining ? ['arrêt en cours', ...raisons] : raisons;
        const ok = pret && !draining;
        return json(ok ? 200 : 503, { statut: ok ? 'OK' : 'PAS_PRET', raisons: why, ...details });
      }
      case '/metrics':
        o.registry.metrics().then(
          (text) => {
            res.writeHead(200, { 'content-type': o.registry.contentType, 'cache-control': 'no-store' });
            res.end(text);
          },
          (error: Error) => json(500, { erreur: error.message }),
        );
        return;
      default:
        return json(404, { erreur: 'Voyez /livez, /readyz et /metrics.' });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(o.listen.port, o.listen.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = o.listen.host.includes(':') ? `[${o.listen.host}]` : o.listen.host;
  return {
    url: `http://${host}:${port}`,
    drain: () => {
      draining = true;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
