import type { Refusal } from './refusal.js';
import { RefusalWindow } from './refusal-window.js';

/** What a logger must have (pino has it). */
export interface RefusalLogger {
  warn(fields: object, message: string): void;
}

/** Logs refused connections, at most twenty in ten seconds. */
export function createRefusalLog(logger: RefusalLogger): (refusal: Refusal) => void {
  const window = new RefusalWindow();
  return (refusal) => {
    // A peer that hangs up before it has shown a certificate was not refused.
    if (refusal.reason === 'TLS' && refusal.fingerprint === null && refusal.detail === 'ECONNRESET') return;
    const told = window.tells(refusal.at, (nombre) => logger.warn({ nombre }, 'connexions refusées, non détaillées'));
    if (told) logger.warn({ refus: refusal }, 'connexion refusée');
  };
}
