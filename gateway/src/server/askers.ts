import type { IncomingMessage } from 'node:http';
import { type DemandeurReconnu, estRefus, lireDemandeur } from '@inter-ror/access-policy';
import type { AskerSigner } from '@inter-ror/asker';
import type { ExecutedOperation } from '@inter-ror/graphql-endpoint';
import { memberOf } from '@inter-ror/mutual-tls';
import type { Logger } from 'pino';
import type { NationContext } from '../answer/index.js';
import { Deadline } from '../deadline/index.js';
import { arrivalOf } from './arrivals.js';
import { DEADLINE_MAX_MS } from './gateway-options.js';

const recognised = new WeakMap<IncomingMessage, DemandeurReconnu>();

/** Recognises who asks, by its entry and its `Ror-*` headers. @returns why not, when it is refused: 403 */
export function refusalOf(req: IncomingMessage, logger: Logger): { code: string; message: string } | undefined {
  const member = memberOf(req);
  const read = lireDemandeur(member, req.headers);
  if (estRefus(read)) {
    logger.warn({ membre: member.id, profil: member.profile, code: read.code }, 'requête refusée');
    return read;
  }
  recognised.set(req, read);
  return undefined;
}

/** What a national request knows of its asker: what it may see, and how regions are told. */
export function askedBy(req: IncomingMessage, signer: AskerSigner, requestId: string, deadlineMs: number) {
  const member = memberOf(req);
  const { profil, perimetre, role } = recognised.get(req)!;
  return {
    profil,
    perimeter: perimetre,
    stated: signer.state({ membre: member.id, profil, perimetre: [...perimetre], role }, requestId),
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
