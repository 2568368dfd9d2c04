import type { AuditTrail } from '@inter-ror/audit';
import type { Refusal } from '@inter-ror/mutual-tls';

const WINDOW_MS = 10_000;
const PER_WINDOW = 20;

/**
 * Writes refused connections and requests to a trail, at most twenty in ten seconds; those beyond are counted in one
 * record when the next window opens, since each record waits for the disk.
 */
export function auditRefusals(trail: Pick<AuditTrail, 'append'>): (refusal: Refusal) => void {
  let since = Number.NEGATIVE_INFINITY;
  let written = 0;
  let silenced = 0;
  return ({ reason, at, remoteAddress, fingerprint, memberId, detail }) => {
    if (at - since >= WINDOW_MS) {
      if (silenced > 0) {
        trail.append({ actor: 'journal', action: 'refus-non-detailles', target: '', after: { nombre: silenced } });
      }
      since = at;
      written = 0;
      silenced = 0;
    }
    if (written >= PER_WINDOW) {
      silenced++;
      return;
    }
    written++;
    trail.append({
      actor: remoteAddress,
      action: 'refus',
      target: memberId ?? fingerprint ?? '',
      after: { motif: reason, empreinte: fingerprint, detail },
    });
  };
}
