import type { IncomingMessage } from 'node:http';
import { accorde, type DemandeurReconnu, estRefus, lireDemandeur, type Profil } from '@inter-ror/access-policy';
import { ASKER_HEADER, type Asker, AssertionReader, isRefused } from '@inter-ror/asker';
import { AccessTrace, type AuditEvent } from '@inter-ror/audit';
import { identityOfRequest, problem } from '@inter-ror/graphql-endpoint';
import { type Member, memberOf } from '@inter-ror/mutual-tls';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { AdapterOptions } from './adapter-options.js';

/** A question is refused before anything is read of the data: 403, with the rule. */
export interface RefusedAsker {
  code: string;
  message: string;
}

/** The asker, and the request that a gateway asks for. */
type Known = Asker & { requete?: string };

/** What a gateway sees when it asks for nobody: communes, the state of the region. */
const PUBLIC: Profil = 0;

/**
 * Recognises who asks: a member by its own entry and its `Ror-*` headers, or whoever a listed gateway states, signed.
 * Nobody is served data before this has said who it is.
 */
export class Askers {
  readonly #codes: readonly string[];
  readonly #logger: Logger;
  readonly #onAccess: ((event: AuditEvent) => void) | undefined;
  readonly #assertions: AssertionReader;
  readonly #known = new WeakMap<IncomingMessage, Known>();

  constructor({
    codes,
    admission,
    logger,
    onAccess,
  }: Pick<AdapterOptions, 'codes' | 'admission' | 'logger' | 'onAccess'>) {
    this.#codes = codes;
    this.#onAccess = onAccess;
    this.#logger = logger;
    this.#assertions = new AssertionReader(admission);
  }

  /** Refuses at once the members that are not served; a gateway is recognised once its body is read. */
  readonly members: RequestHandler = (req, res, next) => {
    const member = memberOf(req);
    if (member.kind === 'gateway') return next();
    const asker =
      req.headers[ASKER_HEADER] === undefined
        ? this.#member(member, req)
        : { code: 'ASSERTION_REFUSEE', message: `L’en-tête ${ASKER_HEADER} n’est lu que d’une passerelle.` };
    if (!('code' in asker)) {
      this.#known.set(req, asker);
      return next();
    }
    this.#log(req, member, asker);
    res.status(403).json(problem(asker.code, asker.message));
  };

  /** Recognises the asker that a gateway states for this body. @returns why not, when it is refused */
  gateway(req: IncomingMessage, body: string): RefusedAsker | undefined {
    if (this.#known.has(req)) return undefined;
    const member = memberOf(req);
    const asker = this.#stated(member, req, body);
    if (!('code' in asker)) {
      this.#known.set(req, asker);
      return undefined;
    }
    this.#log(req, member, asker);
    return asker;
  }

  /**
   * Recognises who asks over SOAP, where the claims of the request are in its body: a member by its own entry within
   * these `Ror-*` headers, or whoever a gateway states.
   */
  claiming(req: IncomingMessage, body: string, headers: IncomingMessage['headers']): Known | RefusedAsker {
    const member = memberOf(req);
    const asker = member.kind === 'gateway' ? this.#stated(member, req, body) : this.#member(member, { headers });
    if ('code' in asker) this.#log(req, member, asker);
    else this.#known.set(req, asker);
    return asker;
  }

  /** Keeps the refusal of a request, made elsewhere, in the log and the journal. */
  refused(req: IncomingMessage, code: string): void {
    this.#log(req, memberOf(req), { code });
  }

  /** @throws Error when the request was let in without an asker */
  of(req: IncomingMessage): Known {
    const asker = this.#known.get(req);
    if (asker === undefined) throw new Error('Requête sans demandeur reconnu.');
    return asker;
  }

  /** Who asks, for the log: the member that a gateway states, else the one that speaks. */
  nameOf(req: IncomingMessage): string {
    return this.#known.get(req)?.membre ?? memberOf(req).id;
  }

  #member(member: Member, req: Pick<IncomingMessage, 'headers'>): Asker | RefusedAsker {
    const read = lireDemandeur(member, req.headers);
    if (estRefus(read)) return read;
    return this.#within({ membre: member.id, ...asAsker(read) });
  }

  #stated(member: Member, req: IncomingMessage, body: string): Asker | RefusedAsker {
    const token = req.headers[ASKER_HEADER];
    if (token === undefined) return { membre: member.id, profil: PUBLIC, perimetre: ['*'], role: null };
    // Node joins repeated headers of this name: one that holds a comma is no assertion.
    const cible = `${req.method} ${(req as { originalUrl?: string }).originalUrl ?? req.url}`;
    const read = this.#assertions.read(String(token), { member, cible, body });
    if (isRefused(read)) return read;
    const { profile } = member;
    if (profile !== null && !accorde(profile as Profil, read.profil)) {
      return {
        code: 'PROFIL_DEPASSE',
        message: `La passerelle ${member.id} demande pour le profil ${read.profil}, que son profil ${profile} ne comprend pas.`,
      };
    }
    return this.#within(read);
  }

  #within(asker: Asker): Asker | RefusedAsker {
    const { membre, perimetre } = asker;
    const outside = perimetre.includes('*') ? [] : this.#codes.filter((code) => !perimetre.includes(code));
    if (outside.length === 0) return asker;
    return {
      code: 'HORS_PERIMETRE',
      message: `Le périmètre du membre ${membre} ne comprend pas la région ${outside.join(', ')} que sert cet adaptateur.`,
    };
  }

  #log(req: IncomingMessage, member: Member, { code }: Pick<RefusedAsker, 'code'>): void {
    const { id: requete, trace } = identityOfRequest(req);
    this.#logger.warn(
      { requete, trace: trace.traceId, membre: member.id, profil: member.profile, code },
      'requête refusée',
    );
    const asker = { membre: member.id, profil: member.profile ?? -1, role: null };
    this.#onAccess?.(new AccessTrace().event(asker, code, { requete }));
  }
}

function asAsker({ profil, perimetre, role }: DemandeurReconnu): Omit<Asker, 'membre'> {
  return { profil, perimetre: [...perimetre], role };
}
