import type { AdmissionSource, Refusal } from '@inter-ror/mutual-tls';
import { AuditTrail, auditRefusals, watchExpirations } from '@inter-ror/whitelist';
import type { Logger } from 'pino';
import { readIdentity } from './open-trust.js';

interface WatchConfig {
  identite: { cle: string; certificat: string; autorites: string };
  audit?: string | undefined;
}

/** What a process that listens keeps an eye on: refusals, in its journal when it keeps one, and ends, in its log. */
export interface TrustWatch {
  onRefusal(refusal: Refusal): void;
  stop(): void;
}

/** @throws WhitelistError `AUDIT` when the journal cannot be continued */
export function watchTrust(config: WatchConfig, admission: AdmissionSource, logger: Logger): TrustWatch {
  const trail = config.audit === undefined ? undefined : new AuditTrail({ file: config.audit });
  const audit = trail === undefined ? undefined : auditRefusals(trail);
  const stopWatching = watchExpirations(admission, logger, readIdentity(config));
  let lastFailure = '';
  return {
    onRefusal(refusal) {
      // A full disk must not end the service: the refusal stands, and its log line too.
      try {
        audit?.(refusal);
      } catch (err) {
        const { message } = err as Error;
        if (message !== lastFailure) logger.error({ err }, 'journal des refus : écriture impossible');
        lastFailure = message;
      }
    },
    stop() {
      stopWatching();
      trail?.close();
    },
  };
}
