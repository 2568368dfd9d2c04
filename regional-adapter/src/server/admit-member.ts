import { memberOf } from '@inter-ror/mutual-tls';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { problem } from './problem.js';

/** The profile that sees everything: the only one served until data is masked for the others. */
export const PROFIL_SERVI = 1;

/**
 * Lets through a gateway, and the members that may see everything. The others receive 403 with the reason,
 * rather than data they may not see.
 */
export function admitMember(codes: readonly string[], logger: Logger): RequestHandler {
  return (req, res, next) => {
    const member = memberOf(req);
    if (member.kind === 'gateway') return next();
    if (member.profile !== PROFIL_SERVI) {
      logger.warn({ membre: member.id, profil: member.profile, code: 'PROFIL_NON_SERVI' }, 'requête refusée');
      res
        .status(403)
        .json(
          problem(
            'PROFIL_NON_SERVI',
            `Le membre ${member.id} a ${member.profile === null ? 'une entrée sans profil' : `le profil ${member.profile}`} : ` +
              `cet adaptateur ne sert que le profil ${PROFIL_SERVI} tant que le masquage par profil n’est pas en place.`,
          ),
        );
      return;
    }
    const outside = member.perimeter.includes('*') ? [] : codes.filter((code) => !member.perimeter.includes(code));
    if (outside.length === 0) return next();
    logger.warn({ membre: member.id, perimetre: member.perimeter, code: 'HORS_PERIMETRE' }, 'requête refusée');
    res
      .status(403)
      .json(
        problem(
          'HORS_PERIMETRE',
          `Le périmètre du membre ${member.id} ne comprend pas la région ${outside.join(', ')} que sert cet adaptateur.`,
        ),
      );
  };
}
