import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { Cible } from './target.js';

/** An answer, read whole. */
export interface ReponseHttp {
  statut: number;
  type: string;
  octets: Buffer;
  /** From the first byte sent to the last received. */
  dureeMs: number;
}

/** No answer: the network, TLS, a size, or too long a wait. */
export class ErreurEchange extends Error {
  override readonly name = 'ErreurEchange';
}

const OCTETS_MAX = 64 << 20;
/** Well over the rule of 5 s: a slow answer is measured, not cut. */
const ATTENTE_MAX_MS = 20_000;

/** Sends envelopes over one pool of sockets. */
export class ClientSoap {
  readonly #agent: Agent | HttpAgent;
  readonly #https: boolean;

  constructor({ url, cert, key, ca }: Cible) {
    this.#https = url.startsWith('https:');
    const tls = { ...(cert && { cert }), ...(key && { key }), ...(ca && { ca }) };
    this.#agent = this.#https ? new Agent({ keepAlive: true, ...tls }) : new HttpAgent({ keepAlive: true });
  }

  /** @throws ErreurEchange */
  poster(url: string, corps: string | Buffer, type: string): Promise<ReponseHttp> {
    return this.#envoyer('POST', url, { 'content-type': type, 'content-length': Buffer.byteLength(corps) }, corps);
  }

  /** @throws ErreurEchange */
  lire(url: string): Promise<ReponseHttp> {
    return this.#envoyer('GET', url, {}, '');
  }

  close(): void {
    this.#agent.destroy();
  }

  #envoyer(
    method: string,
    url: string,
    headers: Record<string, string | number>,
    corps: string | Buffer,
  ): Promise<ReponseHttp> {
    const debut = performance.now();
    return new Promise((resolve, reject) => {
      const echouer = (cause: Error) => reject(new ErreurEchange(cause.message || String(cause)));
      const req = (this.#https ? request : httpRequest)(url, { method, agent: this.#agent, headers }, (res) => {
        recevoir(res).then(
          (octets) => {
            clearTimeout(minuterie);
            resolve({
              statut: res.statusCode ?? 0,
              type: res.headers['content-type'] ?? '',
              octets,
              dureeMs: Math.round(performance.now() - debut),
            });
          },
          (cause: Error) => {
            clearTimeout(minuterie);
            echouer(cause);
          },
        );
      });
      // After the request, which throws at once on a key and a certificate that do not go together.
      const minuterie = setTimeout(() => {
        req.destroy(new Error(`pas de réponse complète en ${ATTENTE_MAX_MS / 1_000} s`));
      }, ATTENTE_MAX_MS);
      req.on('error', (cause: NodeJS.ErrnoException) => {
        clearTimeout(minuterie);
        // A server may close an idle socket just as it is used again: nothing was read of the request.
        if (cause.code === 'ECONNRESET' && req.reusedSocket) resolve(this.#envoyer(method, url, headers, corps));
        else echouer(cause);
      });
      req.end(corps);
    });
  }
}

async function recevoir(res: IncomingMessage): Promise<Buffer> {
  const morceaux: Buffer[] = [];
  let octets = 0;
  for await (const morceau of res as AsyncIterable<Buffer>) {
    octets += morceau.length;
    if (octets > OCTETS_MAX) throw new Error(`réponse de plus de ${OCTETS_MAX} octets`);
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux);
}
