import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DemandeurReconnu, estRefus, lireDemandeur } from '@inter-ror/access-policy';
import type { AskerSigner } from '@inter-ror/asker';
import { AccessTrace, type TracedAsker } from '@inter-ror/audit';
import { type ExecutedOperation, identityOfRequest } from '@inter-ror/graphql-endpoint';
import { memberOf } from '@inter-ror/mutual-tls';
import type { RequestHandler } from 'express';
import type { NationContext } from '../answer/index.js';
import { Deadline } from '../deadline/index.js';
import { arrivalOf } from './arrivals.js';
import { DEADLINE_DEFAULT_MS, DEADLINE_MAX_MS, type GatewayOptions } from './gateway-options.js';
import type { Refusals } from './refusals.js';

/** Whoever came without a certificate, in journals and at regions. */
const PUBLIC = { membre: 'public', profil: 0 as const, perimetre: ['*'], role: null };

const recognised = new WeakMap<IncomingMessage, DemandeurReconnu & { membre: string }>();

/** The public sees what is public, whatever it claims: its `Ror-*` headers are not read. */
export const askAsPublic: RequestHandler = (req, _res, next) => {
  recognised.set(req, PUBLIC);
  next();
};

/**
 * Recognises who asks, by its entry and its `Ror-*` headers, or those that stand for what its body claims.
 * @returns why not, when it is refused: 403
 */
export function refusalOf(
  req: IncomingMessage,
  refusals: Refusals,
  headers: IncomingMessage['headers'] = req.headers,
): { code: string; message: string } | undefined {
  if (recognised.has(req)) return undefined;
  const member = memberOf(req);
  const read = lireDemandeur(member, headers);
  if (estRefus(read)) {
    refusals.forbidden(req, tracedAsker(req), read.code);
    return read;
  }
  recognised.set(req, { membre: member.id, ...read });
  return undefined;
}

/** Who asks, for logs and journals, from the first bytes of its request on. */
export function tracedAsker(req: IncomingMessage): TracedAsker {
  const known = recognised.get(req);
  if (known !== undefined) return known;
  const { id, profile } = memberOf(req);
  return { membre: id, profil: profile ?? -1, role: null };
}

/** What a national request knows of its asker: what it may see, and how regions are told. */
export function askedBy(
  req: IncomingMessage,
  signer: AskerSigner,
  { deadlineMs = DEADLINE_DEFAULT_MS, onAccess }: Pick<GatewayOptions, 'deadlineMs' | 'onAccess'>,
) {
  const { membre, profil, perimetre, role } = recognised.get(req)!;
  const { id: requete, trace: step } = identityOfRequest(req);
  const trace = onAccess && new AccessTrace();
  if (trace !== undefined) {
    const asker = { membre, profil, role };
    const { res } = req as IncomingMessage & { res: ServerResponse };
    res.once('close', () => onAccess?.(trace.event(asker, 'SERVI', { requete })));
  }
  return {
    trace,
    profil,
    perimeter: perimetre,
    stated: signer.state({ membre, profil, perimetre: [...perimetre], role }, requete),
    step,
    deadline: deadlineOf(req, deadlineMs, requete),
  };
}

/** What an answer tells beside the data: regions that are missing, fields that the asker's profile does not see. */
export function extensionsOf(context: NationContext, operation: ExecutedOperation) {
  const { missing, masques, profil, criteres } = context;
  const masked = masques.extension(operation, profil, criteres);
  if (missing.size === 0) return masked;
  return { regionsManquantes: [...missing.values()], ...masked };
}

/** `X-Request-Timeout` in milliseconds, within the bounds of the gateway. */
function deadlineOf(req: IncomingMessage, byDefault: number, requete: string): Deadline {
  const asked = Number(req.headers['x-request-timeout']);
  const chosen = Number.isFinite(asked) && asked > 0;
  return new Deadline(chosen ? Math.min(asked, DEADLINE_MAX_MS) : byDefault, requete, arrivalOf(req), chosen);
}
