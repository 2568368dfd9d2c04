import type { AdmissionSnapshot, AdmittedCertificate, CertificateUse, Member, MemberApart } from './admission.js';

/** One member with the certificates that speak for it. */
export interface SnapshotEntry {
  readonly member: Member;
  readonly certificates: readonly {
    readonly fingerprint: string;
    readonly uses: readonly CertificateUse[];
    readonly slot: 'current' | 'next';
    readonly notBefore: number;
    readonly notAfter: number;
  }[];
}

const NO_PINS: ReadonlySet<string> = new Set();

/** Builds the immutable lookup structure that every connection and request reads: one Map lookup each. */
export function buildSnapshot(o: {
  version: number;
  instance: string;
  expires: number;
  entries: readonly SnapshotEntry[];
  apart?: readonly MemberApart[];
}): AdmissionSnapshot {
  const admitted: Record<CertificateUse, Map<string, AdmittedCertificate>> = { client: new Map(), server: new Map() };
  const pins = new Map<string, Set<string>>();
  for (const { member, certificates } of o.entries) {
    const ofMember = new Set<string>();
    for (const { fingerprint, uses, slot, notBefore, notAfter } of certificates) {
      for (const use of uses) {
        admitted[use].set(fingerprint, Object.freeze({ fingerprint, use, slot, member, notBefore, notAfter }));
        if (use === 'server') ofMember.add(fingerprint);
      }
    }
    pins.set(member.id, ofMember);
  }
  return Object.freeze({
    version: o.version,
    instance: o.instance,
    expires: o.expires,
    members: Object.freeze(o.entries.map((entry) => entry.member)),
    apart: Object.freeze([...(o.apart ?? [])]),
    certificate: (fingerprint: string, use: CertificateUse) => admitted[use].get(fingerprint),
    inDate: (memberId: string, use: CertificateUse, at: number) =>
      o.entries.some(
        ({ member, certificates }) =>
          member.id === memberId &&
          certificates.some((c) => c.uses.includes(use) && c.notBefore <= at && at < c.notAfter),
      ),
    serverPins: (memberId: string) => pins.get(memberId) ?? NO_PINS,
  });
}
