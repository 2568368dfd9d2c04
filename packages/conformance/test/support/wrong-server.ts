import { createServer, type IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsIdentity } from '@inter-ror/mutual-tls';

export interface Message {
  statut: number;
  type: string;
  corps: string;
}

/** What makes a right server wrong. */
export interface Defaut {
  /** Changes what the server receives. */
  demande?(corps: string): string;
  /** Changes what it answers. */
  reponse?(reponse: Message, demande: string): Message | Promise<Message>;
}

/**
 * A right server behind something that breaks one rule: everything else of it stays as right as it was.
 * @param url of the right server
 */
export async function startWrongServer(url: string, identity: TlsIdentity, defaut: Defaut) {
  const agent = new Agent({ keepAlive: true, key: identity.key, cert: identity.cert, ca: [...identity.ca] });
  const server = createServer((req, res) => {
    void (async () => {
      const demande = await lire(req);
      const juste = await demander(
        `${url}${new URL(req.url ?? '/', 'http://a').search}`,
        req,
        defaut.demande?.(demande) ?? demande,
        agent,
      );
      const { statut, type, corps } = (await defaut.reponse?.(juste, demande)) ?? juste;
      res.writeHead(statut, { 'content-type': type }).end(corps);
    })().catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/soap`,
    close: () => {
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function lire(flux: IncomingMessage): Promise<string> {
  let texte = '';
  for await (const morceau of flux.setEncoding('utf8')) texte += morceau;
  return texte;
}

function demander(url: string, { method, headers }: IncomingMessage, corps: string, agent: Agent): Promise<Message> {
  return new Promise((resolve, reject) => {
    const type = headers['content-type'] ?? 'text/plain';
    const entetes = { 'content-type': type, 'content-length': Buffer.byteLength(corps) };
    const req = request(url, { method: method ?? 'POST', agent, headers: entetes }, (res) => {
      lire(res).then((texte) => {
        resolve({ statut: res.statusCode!, type: res.headers['content-type'] ?? '', corps: texte });
      }, reject);
    });
    req.on('error', reject);
    req.end(corps);
  });
}
