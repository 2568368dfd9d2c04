import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';
import type { StatedAsker } from '@inter-ror/asker';
import type { Member, MutualTlsAgents } from '@inter-ror/mutual-tls';
import type { Question } from './question.js';
import { readHead } from './read-answer.js';
import type { Reply } from './region-answer.js';

export interface AskOptions {
  /** Milliseconds left to this region. */
  timeoutMs: number;
  requestId: string;
  /** Who asks; `undefined` asks for nobody, who sees what the public does. */
  stated: StatedAsker | undefined;
}

/** An answer larger than this isolates the region that sent it. */
const BYTES_MAX = 32 * 1024 * 1024;
const REFUSALS = new Set(['ERR_PIN', 'ERR_NOT_LISTED', 'ERR_ENDPOINT', 'ERR_LIST_EXPIRED']);

/** Asks one region over warm mutual-TLS sockets. */
export class RegionClient {
  readonly member: Member;
  readonly #agents: MutualTlsAgents;
  readonly #contract: string;

  constructor(member: Member, agents: MutualTlsAgents, contract: string) {
    this.member = member;
    this.#agents = agents;
    this.#contract = contract;
  }

  /** Never rejects: a region that fails is an answer with its status, its code and its message. */
  async ask(question: Question, options: AskOptions): Promise<Reply> {
    const start = performance.now();
    const deadline = start + options.timeoutMs;
    const elapsed = () => Math.round(performance.now() - start);
    try {
      const agent = this.#agents.agentFor(this.member.id);
      let sent: Sent;
      try {
        sent = await this.#send(question.bytes, agent, deadline, options);
      } catch (e) {
        if (!(e instanceof StaleSocket)) throw e;
        sent = await this.#send(question.bytes, agent, deadline, options);
      }
      return { ...readHead(sent, this.#contract), latenceMs: elapsed() };
    } catch (e) {
      return { ...failure(e as NodeJS.ErrnoException, options.timeoutMs), latenceMs: elapsed() };
    }
  }

  #send(body: Buffer, agent: Agent, deadline: number, { requestId, stated }: AskOptions): Promise<Sent> {
    return new Promise((resolve, reject) => {
      const left = deadline - performance.now();
      if (left <= 0) {
        reject(new DeadlineError());
        return;
      }
      const url = `${this.member.endpoints[0]}/graphql`;
      const req = request(url, {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          accept: 'application/graphql-response+json',
          ...stated?.headers('POST /graphql', body),
          'x-request-id': requestId,
          'x-request-timeout': Math.ceil(left),
        },
      });
      // A request without a socket yet reports its end only when the socket comes: the deadline does not wait for it.
      const timer = setTimeout(() => {
        reject(new DeadlineError());
        req.destroy();
      }, left);
      const settle = (f: () => void) => {
        clearTimeout(timer);
        f();
      };
      req.on('error', (e: NodeJS.ErrnoException) =>
        settle(() => reject(e.code === 'ECONNRESET' && req.reusedSocket ? new StaleSocket() : e)),
      );
      req.on('response', (res) =>
        collect(res).then(
          (bytes) => settle(() => resolve({ res, bytes })),
          (e) => settle(() => reject(e)),
        ),
      );
      req.end(body);
    });
  }
}

export interface Sent {
  res: IncomingMessage;
  bytes: Buffer;
}

class DeadlineError extends Error {}
/** A kept-alive socket was closed by the region just as it was used: the question was not read. */
class StaleSocket extends Error {}
class TooLargeError extends Error {}

function collect(res: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    res.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BYTES_MAX) {
        reject(new TooLargeError());
        res.destroy();
        return;
      }
      chunks.push(chunk);
    });
    res.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes)));
    res.on('error', reject);
    res.on('aborted', () => reject(new Error('réponse coupée')));
  });
}

function failure(e: NodeJS.ErrnoException, timeoutMs: number): Omit<Reply, 'latenceMs'> {
  if (e instanceof DeadlineError) {
    return { statut: 'DELAI_DEPASSE', code: 'DELAI_DEPASSE', message: `Pas de réponse en ${timeoutMs} ms.` };
  }
  if (e instanceof TooLargeError) {
    return { statut: 'ERREUR', code: 'REPONSE_TROP_GRANDE', message: `La réponse dépasse ${BYTES_MAX} octets.` };
  }
  const code = e.code ?? 'ERREUR_RESEAU';
  return { statut: REFUSALS.has(code) ? 'REFUSEE' : 'ERREUR', code, message: e.message };
}
