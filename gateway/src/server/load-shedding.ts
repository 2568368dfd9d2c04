import type { RequestHandler } from 'express';

/** Operations at work at once; beyond, a quick refusal is worth more than a late answer. */
const MAX_IN_FLIGHT = 128;

/** Refuses with 503 what would only wait behind too many others. */
export function shedLoad(): RequestHandler {
  let inFlight = 0;
  return (_req, res, next) => {
    if (inFlight >= MAX_IN_FLIGHT) {
      res.status(503).setHeader('retry-after', '1');
      res.json({
        errors: [
          {
            message: `La passerelle traite déjà ${MAX_IN_FLIGHT} demandes : réessayez dans une seconde.`,
            extensions: { code: 'SURCHARGE', maximum: MAX_IN_FLIGHT },
          },
        ],
      });
      return;
    }
    inFlight++;
    res.once('close', () => {
      inFlight--;
    });
    next();
  };
}
