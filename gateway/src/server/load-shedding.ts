import { problem } from '@inter-ror/graphql-endpoint';
import type { RequestHandler } from 'express';

/** Operations at work at once; beyond, a quick refusal is worth more than a late answer. */
const MAX_IN_FLIGHT = 128;

/** Refuses with 503 what would only wait behind too many others. */
export function shedLoad(max = MAX_IN_FLIGHT): RequestHandler {
  let inFlight = 0;
  return (_req, res, next) => {
    if (inFlight >= max) {
      res.status(503).setHeader('retry-after', '1');
      const message = `La passerelle traite déjà ${max} demandes : réessayez dans une seconde.`;
      res.json(problem('SURCHARGE', message, { maximum: max }));
      return;
    }
    inFlight++;
    res.once('close', () => {
      inFlight--;
    });
    next();
  };
}
