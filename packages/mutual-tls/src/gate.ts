import type { X509Certificate } from 'node:crypto';
import type { AdmissionSnapshot, AdmissionSource, AdmittedCertificate, MemberKind } from './admission.js';
import type { RevocationLists } from './crl/index.js';
import { fingerprintOf } from './fingerprint.js';
import type { RefusalReason } from './refusal.js';

/** A decision: admitted, or refused for a reason. A refused certificate that is listed is still named. */
export interface Verdict {
  readonly refused: RefusalReason | null;
  readonly fingerprint: string | null;
  /** Undefined too for a declared reverse proxy, which may only speak for its clients. */
  readonly admitted: AdmittedCertificate | undefined;
}

export interface GateOptions {
  source: AdmissionSource;
  accepts: readonly MemberKind[];
  /** Fingerprints of the declared reverse proxies. */
  proxies?: ReadonlySet<string>;
  revocations?: RevocationLists | undefined;
}

/** Decides who comes in. It knows no socket: the certificate and the snapshot in force are all it reads. */
export class Gate {
  constructor(private readonly o: GateOptions) {}

  /** At `secureConnection`, once OpenSSL has verified chain, purpose and dates. */
  connection(certificate: X509Certificate | undefined, sessionReused: boolean, now: number): Verdict {
    if (certificate === undefined) return { refused: 'NOT_LISTED', fingerprint: null, admitted: undefined };
    const fingerprint = fingerprintOf(certificate);
    const admitted = this.o.source.current().certificate(fingerprint, 'client');
    if (sessionReused) return { refused: 'RESUMED', fingerprint, admitted };
    if (now < Date.parse(certificate.validFrom)) return { refused: 'NOT_YET_VALID', fingerprint, admitted };
    if (now >= Date.parse(certificate.validTo)) return { refused: 'EXPIRED', fingerprint, admitted };
    if (this.o.revocations?.revoked(certificate)) return { refused: 'REVOKED', fingerprint, admitted };
    if (this.o.proxies?.has(fingerprint)) return { refused: null, fingerprint, admitted: undefined };
    return this.#listed(fingerprint, now);
  }

  /** At each request: the snapshot may have changed since the connection. */
  request(fingerprint: string, now: number): Verdict {
    const verdict = this.#listed(fingerprint, now);
    if (verdict.refused !== null || this.o.accepts.includes(verdict.admitted!.member.kind)) return verdict;
    return { ...verdict, refused: 'ROLE' };
  }

  #listed(fingerprint: string, now: number): Verdict {
    const snapshot = this.o.source.current();
    const admitted = snapshot.certificate(fingerprint, 'client');
    return { refused: refusalOf(admitted, snapshot, fingerprint, now), fingerprint, admitted };
  }
}

function refusalOf(
  admitted: AdmittedCertificate | undefined,
  snapshot: AdmissionSnapshot,
  fingerprint: string,
  now: number,
): RefusalReason | null {
  if (now >= snapshot.expires) return 'LIST_EXPIRED';
  if (admitted === undefined) return snapshot.certificate(fingerprint, 'server') ? 'WRONG_USE' : 'NOT_LISTED';
  if (now < admitted.notBefore) return 'NOT_YET_VALID';
  return now >= admitted.notAfter ? 'EXPIRED' : null;
}
