import type { AuditTrail } from '@inter-ror/audit';
import { type Refusal, RefusalWindow } from '@inter-ror/mutual-tls';

/**
 * Writes refused connections and requests to a trail, at most twenty in ten seconds; those beyond are counted in one
 * record when the next window opens, since each record waits for the disk.
 */
export function auditRefusals(trail: Pick<AuditTrail, 'append'>): (refusal: Refusal) => void {
  const window = new RefusalWindow();
  const countSilenced = (nombre: number) =>
    void trail.append({ actor: 'journal', action: 'refus-non-detailles', target: '', after: { nombre } });
  return ({ reason, at, remoteAddress, fingerprint, memberId, detail }) => {
    if (!window.tells(at, countSilenced)) return;
    trail.append({
      actor: remoteAddress,
      action: 'refus',
      target: memberId ?? fingerprint ?? '',
      after: { motif: reason, empreinte: fingerprint, detail },
    });
  };
}
