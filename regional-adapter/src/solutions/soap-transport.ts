import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { ErreurCsd, TYPE_SOAP } from '@inter-ror/csd';
import { secureContextOf, type TlsIdentity } from '@inter-ror/mutual-tls';
import { ErreurSolution } from './solution-error.js';

/** Bytes of one answer. */
const OCTETS_MAX = 256 << 20;
/** Sockets are kept this long between two questions. */
const REPOS_MS = 30_000;

export interface OptionsTransport {
  identite: TlsIdentity;
  /** Questions at once. */
  concurrence: number;
  /** From the first byte sent to the last one read. */
  delaiMs: number;
}

/** What came back, to be read within the time of the question. */
export interface ReponseSoap {
  octets: AsyncIterable<Uint8Array>;
  /** Header `Date`: the clock of the solution. */
  date: string | undefined;
}

/** Asks over mutual TLS; the certificate of the server is verified against the authorities of the solution, and its name. */
export class TransportSoap {
  readonly #agent: Agent;
  readonly #delaiMs: number;

  /** @throws MutualTlsError `ERR_IDENTITY` */
  constructor({ identite, concurrence, delaiMs }: OptionsTransport) {
    this.#delaiMs = delaiMs;
    this.#agent = new Agent({
      secureContext: secureContextOf(identite),
      keepAlive: true,
      maxSockets: concurrence,
      timeout: REPOS_MS,
      maxCachedSessions: 0,
    });
  }

  /**
   * Sends an envelope and has the answer read; the deadline holds for both.
   *
   * @throws ErreurSolution
   */
  async demander<T>(
    adresse: string,
    action: string,
    enveloppe: string,
    lire: (reponse: ReponseSoap) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const delai = AbortSignal.timeout(this.#delaiMs);
    const arret = AbortSignal.any([signal, delai]);
    try {
      const reponse = await this.#envoyer(adresse, action, enveloppe, arret);
      try {
        verifier(adresse, reponse);
        return await lire({ octets: borner(adresse, reponse), date: reponse.headers.date });
      } finally {
        // Read to its end, it is whole and its socket serves again; else the socket goes with it.
        if (!reponse.readableEnded) reponse.destroy();
      }
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (delai.aborted) {
        const message = `${adresse} : pas de réponse entière en ${this.#delaiMs} ms (RG_ALIM_024).`;
        throw new ErreurSolution('DELAI_DEPASSE', message, { cause });
      }
      throw erreurDe(adresse, cause);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #envoyer(adresse: string, action: string, enveloppe: string, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const corps = Buffer.from(enveloppe);
      const demande = request(adresse, {
        method: 'POST',
        agent: this.#agent,
        signal,
        headers: { 'content-type': `${TYPE_SOAP}; charset=utf-8; action="${action}"`, 'content-length': corps.length },
      });
      demande.on('error', reject);
      demande.on('response', resolve);
      demande.end(corps);
    });
  }
}

function verifier(adresse: string, { statusCode, headers }: IncomingMessage): void {
  const type = headers['content-type'] ?? '';
  // SOAP 1.2 says its faults with 400 or 500.
  if ([200, 400, 500].includes(statusCode ?? 0) && /xml/.test(type)) return;
  throw new ErreurSolution(
    'REPONSE_ILLISIBLE',
    `${adresse} : HTTP ${statusCode}, type « ${type.slice(0, 60)} » : ce n'est pas une réponse SOAP 1.2. Vérifiez l'adresse.`,
  );
}

async function* borner(adresse: string, reponse: IncomingMessage): AsyncGenerator<Uint8Array> {
  let octets = 0;
  for await (const morceau of reponse as AsyncIterable<Buffer>) {
    octets += morceau.length;
    if (octets > OCTETS_MAX) {
      throw new ErreurSolution('REPONSE_TROP_GRANDE', `${adresse} : réponse de plus de ${OCTETS_MAX} octets.`);
    }
    yield morceau;
  }
}

const RESEAU = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPIPE']);
const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED|ERR_OSSL|EPROTO|INVALID_|HOSTNAME_)/;

function erreurDe(adresse: string, cause: unknown): ErreurSolution {
  if (cause instanceof ErreurSolution) return cause;
  if (cause instanceof ErreurCsd) {
    if (cause.code === 'DOCUMENT_TRONQUE') return coupee(adresse, cause);
    const code = cause.code === 'LIMITE_DEPASSEE' ? 'REPONSE_TROP_GRANDE' : 'REPONSE_ILLISIBLE';
    return new ErreurSolution(code, `${adresse} : ${cause.message}.`, { cause });
  }
  const { code = '', message } = cause as NodeJS.ErrnoException;
  if (RESEAU.has(code)) {
    return new ErreurSolution(
      'SOLUTION_INJOIGNABLE',
      `${adresse} : connexion impossible (${code}). Vérifiez l'adresse, le réseau, et que la solution répond.`,
      { cause },
    );
  }
  if (TLS.test(code)) {
    return new ErreurSolution(
      'SOLUTION_TLS',
      `${adresse} : TLS refusé (${code} : ${message}). Vérifiez les dates et les autorités des deux certificats.`,
      { cause },
    );
  }
  return coupee(adresse, cause);
}

function coupee(adresse: string, cause: unknown): ErreurSolution {
  const message = `${adresse} : réponse coupée avant sa fin (${(cause as Error).message}).`;
  return new ErreurSolution('REPONSE_COUPEE', message, { cause });
}
