import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { type Agent, request } from 'node:https';
import type { StatedAsker } from '@inter-ror/asker';
import { type TraceContext, traceHeaders } from '@inter-ror/graphql-endpoint';
import type { Member, MutualTlsAgents } from '@inter-ror/mutual-tls';
import type { Question } from './question.js';
import { readHead } from './read-answer.js';
import type { RegionAnswer, Reply } from './region-answer.js';

export interface AskOptions {
  /** Milliseconds left to this region. */
  timeoutMs: number;
  requestId: string;
  /** Who asks; `undefined` asks for nobody, who sees what the public does. */
  stated: StatedAsker | undefined;
  /** The step of a trace that this goes on. */
  step?: TraceContext | undefined;
}

/** A request to a region, its body written once for all the regions that it goes to. */
export interface Outgoing {
  path: string;
  /** Media type of the body, and that of the answer. */
  type: string;
  accept: string;
  bytes: Buffer;
}

/** Why a region said nothing. */
export type Failure = Omit<RegionAnswer, 'latenceMs' | 'data' | 'errors'>;

const GRAPHQL = { path: '/graphql', type: 'application/json', accept: 'application/graphql-response+json' };

/** An answer larger than this isolates the region that sent it. */
const BYTES_MAX = 32 * 1024 * 1024;
/** What regions take somebody for, of whom nothing is stated. */
const PUBLIC = 0;
const REFUSALS = new Set(['ERR_PIN', 'ERR_NOT_LISTED', 'ERR_ENDPOINT', 'ERR_LIST_EXPIRED']);

/** Names a region by its entry and its addresses: it is the same, whatever the version of the list. */
export function nameOf({ member }: Pick<RegionClient, 'member'>): string {
  return [member.id, ...member.endpoints].join(' ');
}

/** Asks one region over warm mutual-TLS sockets. */
export class RegionClient {
  readonly member: Member;
  /** Why it cannot be asked, by the list itself: it is its answer to everybody. */
  readonly unasked: Failure | undefined;
  readonly #agents: MutualTlsAgents;
  readonly #contract: string;

  constructor(member: Member, agents: MutualTlsAgents, contract: string, unasked?: Failure) {
    this.member = member;
    this.#agents = agents;
    this.#contract = contract;
    this.unasked = unasked;
  }

  /** Never rejects: a region that fails is an answer with its status, its code and its message. */
  async ask(question: Question, options: AskOptions): Promise<Reply> {
    const start = performance.now();
    const elapsed = () => Math.round(performance.now() - start);
    try {
      const sent = await this.#post({ ...GRAPHQL, bytes: question.bytes }, options);
      return { ...readHead(sent, this.#contract, options.stated?.profil ?? PUBLIC), latenceMs: elapsed() };
    } catch (e) {
      return { ...failure(e as NodeJS.ErrnoException, options.timeoutMs), latenceMs: elapsed() };
    }
  }

  /** Posts to another address than that of the contract, in the name of the asker. Never rejects. */
  async post(outgoing: Outgoing, options: AskOptions): Promise<{ bytes: Buffer } | Failure> {
    if (this.unasked !== undefined) return this.unasked;
    try {
      return { bytes: (await this.#post(outgoing, options)).bytes };
    } catch (e) {
      return failure(e as NodeJS.ErrnoException, options.timeoutMs);
    }
  }

  /**
   * Opens what a region tells of itself, beside its answers.
   * @throws Error of the network; an answer whatever its status is given
   */
  open(path: string, headers: OutgoingHttpHeaders, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const agent = this.#agents.agentFor(this.member.id);
      const req = request(`${this.member.endpoints[0]}${path}`, { agent, headers, signal });
      req.on('error', reject);
      req.on('response', resolve);
      req.end();
    });
  }

  async #post(outgoing: Outgoing, options: AskOptions): Promise<Sent> {
    const deadline = performance.now() + options.timeoutMs;
    const agent = this.#agents.agentFor(this.member.id);
    try {
      return await this.#send(outgoing, agent, deadline, options);
    } catch (e) {
      if (!(e instanceof StaleSocket)) throw e;
      return await this.#send(outgoing, agent, deadline, options);
    }
  }

  #send(
    { path, type, accept, bytes }: Outgoing,
    agent: Agent,
    deadline: number,
    { requestId, stated, step }: AskOptions,
  ): Promise<Sent> {
    return new Promise((resolve, reject) => {
      const left = deadline - performance.now();
      if (left <= 0) {
        reject(new DeadlineError());
        return;
      }
      const url = `${this.member.endpoints[0]}${path}`;
      const req = request(url, {
        method: 'POST',
        agent,
        headers: {
          'content-type': type,
          'content-length': bytes.length,
          accept,
          ...stated?.headers(`POST ${path}`, bytes),
          ...(step && traceHeaders(step)),
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
          (received) => settle(() => resolve({ res, bytes: received })),
          (e) => settle(() => reject(e)),
        ),
      );
      req.end(bytes);
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

function failure(e: NodeJS.ErrnoException, timeoutMs: number): Failure {
  if (e instanceof DeadlineError) {
    return { statut: 'DELAI_DEPASSE', code: 'DELAI_DEPASSE', message: `Pas de réponse en ${timeoutMs} ms.` };
  }
  if (e instanceof TooLargeError) {
    return { statut: 'ERREUR', code: 'REPONSE_TROP_GRANDE', message: `La réponse dépasse ${BYTES_MAX} octets.` };
  }
  const code = e.code ?? 'ERREUR_RESEAU';
  return { statut: REFUSALS.has(code) ? 'REFUSEE' : 'ERREUR', code, message: e.message };
}
