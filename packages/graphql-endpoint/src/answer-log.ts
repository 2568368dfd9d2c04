import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { identityOfRequest, isRecorded } from './request-identity.js';
import type { TraceSink } from './trace-sink.js';

/** What a logger must have (pino has it). */
export interface AnswerLogger {
  isLevelEnabled(level: string): boolean;
  debug(fields: object, message: string): void;
}

/**
 * Gives the identifier of each request back with its answer, and logs each answer at level `debug`: request, trace, who
 * asked, status, time. Tells `traces` of those that are recorded. What was asked is not told.
 */
export function logAnswers(
  logger: AnswerLogger,
  askerOf: (req: IncomingMessage) => string,
  traces?: TraceSink,
): RequestHandler {
  return (req, res, next) => {
    const { id: requete, trace } = identityOfRequest(req, traces && (() => traces.begins()));
    res.setHeader('x-request-id', requete);
    const logged = logger.isLevelEnabled('debug');
    const recorded = traces !== undefined && isRecorded(trace);
    if (logged || recorded) {
      const [since, start] = [performance.now(), Date.now()];
      const path = req.originalUrl.split('?')[0]!;
      res.once('close', () => {
        const ms = performance.now() - since;
        const [demandeur, statut] = [askerOf(req), res.statusCode];
        if (logged) {
          const { traceId, spanId, parentId } = trace;
          const asked = { requete, trace: traceId, etape: spanId, parent: parentId, demandeur };
          logger.debug({ ...asked, statut, ms: Math.round(ms) }, 'requête répondue');
        }
        if (!recorded) return;
        traces.ended({
          name: `${req.method} ${path}`,
          kind: 'SERVER',
          trace,
          start,
          ms,
          failed: statut >= 500 || !res.writableFinished,
          attributes: {
            'http.request.method': req.method,
            'url.path': path,
            'http.response.status_code': statut,
            'inter_ror.requete': requete,
            'inter_ror.demandeur': demandeur,
          },
        });
      });
    }
    next();
  };
}
