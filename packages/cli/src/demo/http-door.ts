import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { callsByKnownName, refuseName } from '../page/index.js';

const PAGE = `<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>inter-ror : démonstration</title>
<h1>inter-ror : la nation de démonstration</h1>
<p>Cette porte en HTTP simple n’existe que dans la démonstration, sur ce poste : elle interroge la passerelle
avec le certificat du client de démonstration. En production, rien ne répond sans TLS mutuel.</p>
<p>Toutes les données sont inventées.</p>
<p><a href="/graphql">Ouvrir GraphiQL</a></p>
</html>
`;

/** The demo's door for a browser without certificate. */
export interface HttpDoor {
  url: string;
  close(): void;
}

/** Opens a door in plain HTTP on loopback, which asks the gateway with the identity of the demo's client. */
export async function openHttpDoor(gatewayUrl: string, identity: TlsIdentity): Promise<HttpDoor> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ...identity, ca: [...identity.ca] });
  const known = callsByKnownName({ host: '127.0.0.1', port: 0 });
  const server = createServer((req, res) => {
    if (!known(req)) return refuseName(req, res);
    if (!isLocal(req)) return answer(res, 403, 'text/plain', 'Cette porte ne répond pas aux pages d’un autre site.');
    if (req.url === '/') return answer(res, 200, 'text/html', PAGE);
    if (!req.url?.startsWith('/graphql')) return answer(res, 404, 'text/plain', 'Rien ici : voyez /graphql.');
    const { host: _host, connection: _connection, ...headers } = req.headers;
    const onward = request(new URL(req.url, gatewayUrl), { method: req.method, headers, agent }, (back) => {
      res.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(res);
    });
    onward.on('error', (e) =>
      res.headersSent ? res.destroy() : answer(res, 502, 'text/plain', `La passerelle ne répond pas : ${e.message}`),
    );
    req.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

/** A page of another site that posts here shows its `Origin`. */
function isLocal({ headers: { origin } }: IncomingMessage): boolean {
  return origin === undefined || /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);
}

function answer(res: ServerResponse, status: number, type: string, body: string): void {
  res.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  res.end(body);
}
