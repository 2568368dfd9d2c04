import { type AuditEvent, AuditTrail, GroupedJournal } from '@inter-ror/audit';
import type { AdmissionSource, Refusal, RevocationLists, TlsIdentity } from '@inter-ror/mutual-tls';
import { auditRefusals, watchExpirations } from '@inter-ror/whitelist';
import type { Logger } from 'pino';
import { followOwnIdentity } from './follow-own-identity.js';

const HEADS_EVERY_MS = 3_600_000;

interface WatchConfig {
  identite: { cle: string; certificat: string; autorites: string };
  audit?: string | undefined;
  auditJours?: number | undefined;
}

/** What a process that serves keeps an eye on: refusals, in its journal when it keeps one, ends, its own files. */
export interface TrustWatch {
  onRefusal(refusal: Refusal): void;
  /** Writes who saw what to the journal; absent when none is kept. */
  onAccess: ((event: AuditEvent) => void) | undefined;
  /** The certificate that it presents at this instant. */
  identity(): TlsIdentity;
  stop(): void;
}

export interface TrustWatched {
  admission: AdmissionSource;
  /** As read at the start. */
  identity: TlsIdentity;
  revocations?: RevocationLists | undefined;
  /** Presents a renewed identity wherever the process presents one. */
  renew(identity: TlsIdentity): void;
}

/** @throws AuditError when the journal cannot be continued */
export function watchTrust(config: WatchConfig, watched: TrustWatched, logger: Logger): TrustWatch {
  const { admission, revocations } = watched;
  const trail = config.audit === undefined ? undefined : openTrail(config.audit, config.auditJours);
  const audit = trail === undefined ? undefined : auditRefusals(trail);
  const heads = trail && setInterval(() => tellHead(trail, logger), HEADS_EVERY_MS).unref();
  if (trail !== undefined) tellHead(trail, logger);
  const journal =
    trail && new GroupedJournal(trail, (err) => logger.error({ err }, 'journal des accès : écriture impossible'));
  const renew = (identity: TlsIdentity) => {
    watched.renew(identity);
    revocations?.trust(identity.ca);
  };
  const own = followOwnIdentity(config, { identity: watched.identity, source: admission, renew }, logger);
  const stopWatching = watchExpirations({ admission, identity: own.current, revocations }, logger);
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
    onAccess: journal && ((event) => journal.note(event)),
    identity: own.current,
    stop() {
      stopWatching();
      own.close();
      clearInterval(heads);
      journal?.flush();
      if (trail === undefined) return;
      tellHead(trail, logger);
      trail.close();
    },
  };
}

/** A journal whose last lines were cut holds by itself: the log, kept elsewhere, says what it held. */
function tellHead({ seq, head }: AuditTrail, logger: Logger): void {
  logger.info({ enregistrements: seq, tete: head }, 'journal des accès : tête');
}

function openTrail(file: string, keepDays: number | undefined): AuditTrail {
  return new AuditTrail({ file, ...(keepDays === undefined ? {} : { keepDays }) });
}
