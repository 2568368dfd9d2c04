import {
  type AdmissionSnapshot,
  buildSnapshot,
  type Member,
  type MemberApart,
  type SnapshotEntry,
} from '@inter-ror/mutual-tls';
import type { WhitelistDocument, WhitelistEntry } from './schema.js';

/**
 * The admission structure of a verified document: active entries only; pending, suspended and revoked ones admit nobody.
 * @param graceMs how long after its end the list still admits; the end of an entry or a certificate stays what it is
 */
export function toSnapshot(document: WhitelistDocument, graceMs = 0): AdmissionSnapshot {
  return buildSnapshot({
    version: document.version,
    instance: document.instance,
    expires: Date.parse(document.expires) + graceMs,
    entries: activeEntries(document).map((entry) => ({ member: memberOf(entry), certificates: certificatesOf(entry) })),
    apart: document.entries.flatMap(apartOf),
  });
}

/** The id under which {@link authorityPins} gathers the authority's servers. */
export const AUTHORITY = 'authority';

/**
 * What is needed to reach those who publish the list, and nothing else: their server certificates, under one member
 * that may also be reached at `urls`. It does not end with the list: a list that has expired is renewed through it, and
 * what comes through it is verified for itself.
 */
export function authorityPins(document: WhitelistDocument, urls: readonly string[]): AdmissionSnapshot {
  const authorities = activeEntries(document).filter(({ kind }) => kind === 'authority');
  const endpoints = [...new Set([...urls, ...authorities.flatMap((entry) => entry.endpoints)])];
  return buildSnapshot({
    version: document.version,
    instance: document.instance,
    expires: Number.POSITIVE_INFINITY,
    entries: [
      {
        member: {
          id: AUTHORITY,
          kind: 'authority',
          label: AUTHORITY,
          regionCodes: [],
          endpoints,
          profile: null,
          perimeter: [],
        },
        certificates: authorities.flatMap(certificatesOf),
      },
    ],
  });
}

function activeEntries(document: WhitelistDocument): WhitelistEntry[] {
  return document.entries.filter((entry) => entry.status === 'active');
}

function apartOf({ id, kind, label, regions, status, statusSince }: WhitelistEntry): MemberApart[] {
  if (status === 'active') return [];
  return [{ id, kind, label, regionCodes: regions, status, since: Date.parse(statusSince) }];
}

function memberOf(entry: WhitelistEntry): Member {
  return {
    id: entry.id,
    kind: entry.kind,
    label: entry.label,
    contact: entry.contact,
    regionCodes: entry.regions,
    // Paths are put after them as they are: no slash at their end.
    endpoints: entry.endpoints.map((address) => new URL(address).origin),
    profile: entry.profile,
    perimeter: entry.perimeter,
  };
}

function certificatesOf(entry: WhitelistEntry): SnapshotEntry['certificates'] {
  return entry.certs.map((certificate) => ({
    fingerprint: certificate.sha256,
    uses: certificate.use,
    slot: certificate.slot,
    notBefore: Math.max(Date.parse(certificate.notBefore), Date.parse(entry.notBefore)),
    notAfter: Math.min(Date.parse(certificate.notAfter), Date.parse(entry.notAfter)),
  }));
}
