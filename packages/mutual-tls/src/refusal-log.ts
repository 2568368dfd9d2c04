import type { Refusal } from './refusal.js';

const WINDOW_MS = 10_000;
const PER_WINDOW = 20;

/** What a logger must have (pino has it). */
export interface RefusalLogger {
  warn(fields: object, message: string): void;
}

/** Logs refused connections, at most twenty in ten seconds: a flood of them must not become a flood of lines. */
export function createRefusalLog(logger: RefusalLogger): (refusal: Refusal) => void {
  let since = 0;
  let logged = 0;
  let silenced = 0;
  return (refusal) => {
    // A peer that hangs up before it has shown a certificate was not refused.
    if (refusal.reason === 'TLS' && refusal.fingerprint === null && refusal.detail === 'ECONNRESET') return;
    if (refusal.at - since >= WINDOW_MS) {
      if (silenced > 0) logger.warn({ nombre: silenced }, 'connexions refusées, non détaillées');
      since = refusal.at;
      logged = 0;
      silenced = 0;
    }
    if (logged >= PER_WINDOW) {
      silenced++;
      return;
    }
    logged++;
    logger.warn({ refus: refusal }, 'connexion refusée');
  };
}
