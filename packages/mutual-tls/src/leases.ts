import type { X509Certificate } from 'node:crypto';
import type { AdmissionSnapshot, AdmittedCertificate, Member } from './admission.js';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Something open in the name of a certificate: it is cut when the certificate, its entry or its rights end. */
export interface Lease {
  admitted: AdmittedCertificate;
  /** End of the certificate itself, whatever its entry says; epoch milliseconds. */
  readonly certificateEnd: number;
  /** Given when the lease is not that of a socket, which knows its own. */
  readonly certificate?: X509Certificate;
  cut(): void;
}

/** What is open, by certificate. */
export class Leases {
  readonly #byFingerprint = new Map<string, Set<Lease>>();
  readonly #ends = new Map<Lease, NodeJS.Timeout>();

  countOf(fingerprint: string): number {
    return this.#byFingerprint.get(fingerprint)?.size ?? 0;
  }

  add(lease: Lease): void {
    const { fingerprint } = lease.admitted;
    const siblings = this.#byFingerprint.get(fingerprint) ?? new Set();
    this.#byFingerprint.set(fingerprint, siblings.add(lease));
    this.#arm(lease);
  }

  drop(lease: Lease): void {
    const { fingerprint } = lease.admitted;
    clearTimeout(this.#ends.get(lease));
    this.#ends.delete(lease);
    const siblings = this.#byFingerprint.get(fingerprint);
    siblings?.delete(lease);
    if (siblings?.size === 0) this.#byFingerprint.delete(fingerprint);
  }

  /** Cuts what left the list, or whose member's rights changed; the others go on. */
  apply(snapshot: AdmissionSnapshot): void {
    for (const [fingerprint, siblings] of this.#byFingerprint) {
      const admitted = snapshot.certificate(fingerprint, 'client');
      for (const lease of siblings) {
        if (admitted === undefined || rights(admitted.member) !== rights(lease.admitted.member)) {
          lease.cut();
        } else {
          lease.admitted = admitted;
          this.#arm(lease);
        }
      }
    }
  }

  /** Cuts what `refused` designates. */
  cut(refused: (lease: Lease) => boolean): void {
    for (const siblings of this.#byFingerprint.values()) {
      for (const lease of siblings) if (refused(lease)) lease.cut();
    }
  }

  #arm(lease: Lease): void {
    clearTimeout(this.#ends.get(lease));
    const end = Math.min(lease.admitted.notAfter, lease.certificateEnd);
    this.#ends.set(
      lease,
      timerAt(end, () => lease.cut()),
    );
  }
}

/** Beyond the longest timer of Node the date is checked by each request anyway, and sockets do not live that long. */
export function timerAt(instant: number, act: () => void): NodeJS.Timeout {
  return setTimeout(act, Math.min(Math.max(instant - Date.now(), 0), LONGEST_TIMER_MS)).unref();
}

function rights(member: Member): string {
  return JSON.stringify([member.id, member.kind, member.regionCodes, member.profile, member.perimeter]);
}
