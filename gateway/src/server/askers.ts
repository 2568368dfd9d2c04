import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DemandeurReconnu, estRefus, lireDemandeur } from '@inter-ror/access-policy';
import type { AskerSigner } from '@inter-ror/asker';
import { AccessTrace } from '@inter-ror/audit';
import type { ExecutedOperation } from '@inter-ror/graphql-endpoint';
import { memberOf } from '@inter-ror/mutual-tls';
import type { RequestHandler } from 'express';
import type { NationContext } from '../answer/index.js';
import { Deadline } from '../deadline/index.js';
import { arrivalOf } from './arrivals.js';
import { DEADLINE_DEFAULT_MS, DEADLINE_MAX_MS, type GatewayOptions } from './gateway-options.js';

/** Whoever came without a certificate, in journals and at regions. */
const PUBLIC = { membre: 'public', profil: 0 as const, perimetre: ['*'], role: null };

const recognised = new WeakMap<IncomingMessage, DemandeurReconnu & { membre: string }>();

/** The public sees what is public, whatever it claims: its `Ror-*` headers are not read. */
export const askAsPublic: RequestHandler = (req, _res, next) => {
  recognised.set(req, PUBLIC);
  next();
};

/** Recognises who asks, by its entry and its `Ror-*` headers. @returns why not, when it is refused: 403 */
export function refusalOf(
  req: IncomingMessage,
  { logger, onAccess }: Pick<GatewayOptions, 'logger' | 'onAccess'>,
): { code: string; message: string } | undefined {
  if (recognised.has(req)) return undefined;
  const member = memberOf(req);
  const read = lireDemandeur(member, req.headers);
  if (estRefus(read)) {
    logger.warn({ membre: member.id, profil: member.profile, code: read.code }, 'requête refusée');
    const asker = { membre: member.id, profil: member.profile ?? -1, role: null };
    onAccess?.(new AccessTrace().event(asker, read.code, {}));
    return read;
  }
  recognised.set(req, { membre: member.id, ...read });
  return undefined;
}

/** What a national request knows of its asker: what it may see, and how regions are told. */
export function askedBy(
  req: IncomingMessage,
  signer: AskerSigner,
  requestId: string,
  { deadlineMs = DEADLINE_DEFAULT_MS, onAccess }: Pick<GatewayOptions, 'deadlineMs' | 'onAccess'>,
) {
  const { membre, profil, perimetre, role } = recognised.get(req)!;
  const trace = onAccess && new AccessTrace();
  if (trace !== undefined) {
    const asker = { membre, profil, role };
    const { res } = req as IncomingMessage & { res: ServerResponse };
    res.once('close', () => onAccess?.(trace.event(asker, 'SERVI', { requete: requestId })));
  }
  return {
    trace,
    profil,
    perimeter: perimetre,
    stated: signer.state({ membre, profil, perimetre: [...perimetre], role }, requestId),
    deadline: new Deadline(deadlineOf(req, deadlineMs), requestId, arrivalOf(req)),
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
function deadlineOf(req: IncomingMessage, byDefault: number): number {
  const asked = Number(req.headers['x-request-timeout']);
  return Number.isFinite(asked) && asked > 0 ? Math.min(asked, DEADLINE_MAX_MS) : byDefault;
}
