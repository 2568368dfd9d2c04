import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { StatedAsker } from '@inter-ror/asker';
import { type TraceContext, traceHeaders } from '@inter-ror/graphql-endpoint';
import type { Member, MutualTlsAgents } from '@inter-ror/mutual-tls';
import {
  BYTES_MAX,
  DeadlineError,
  Exchange,
  type Sent,
  StaleSocket,
  TooLargeError,
  UnreadableError,
} from './exchange.js';
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
    try {
      return await this.#send(outgoing, deadline, options);
    } catch (e) {
      if (!(e instanceof StaleSocket)) throw e;
      return await this.#send(outgoing, deadline, options);
    }
  }

  #send({ path, type, accept, bytes }: Outgoing, deadline: number, o: AskOptions): Promise<Sent> {
    const left = deadline - performance.now();
    if (left <= 0) return Promise.reject(new DeadlineError());
    const headers = {
      'content-type': type,
      accept,
      ...o.stated?.headers(`POST ${path}`, bytes),
      ...(o.step && traceHeaders(o.step)),
      'x-request-id': o.requestId,
      'x-request-timeout': String(Math.ceil(left)),
    };
    return new Promise((resolve, reject) => {
      const pool = this.#agents.poolFor(this.member.id);
      pool.dispatch({ path, method: 'POST', headers, body: bytes }, new Exchange(resolve, reject, left));
    });
  }
}

function failure(e: NodeJS.ErrnoException, timeoutMs: number): Failure {
  if (e instanceof DeadlineError) {
    return { statut: 'DELAI_DEPASSE', code: 'DELAI_DEPASSE', message: `Pas de réponse en ${timeoutMs} ms.` };
  }
  if (e instanceof TooLargeError) {
    return { statut: 'ERREUR', code: 'REPONSE_TROP_GRANDE', message: `La réponse dépasse ${BYTES_MAX} octets.` };
  }
  if (e instanceof UnreadableError) {
    return { statut: 'ERREUR', code: 'REPONSE_ILLISIBLE', message: `Ce n’est pas du HTTP : ${e.message}.` };
  }
  if (e instanceof StaleSocket) {
    return { statut: 'ERREUR', code: 'ERREUR_RESEAU', message: 'La région a fermé la connexion sans répondre.' };
  }
  const code = e.code ?? 'ERREUR_RESEAU';
  return { statut: REFUSALS.has(code) ? 'REFUSEE' : 'ERREUR', code, message: e.message };
}
