import { WhitelistError } from '../document/index.js';
import type { AuthorityState, ExternalCertificates, StoredEntry } from './state.js';
import { NAMES } from './transitions.js';

/**
 * Refuses a key or a certificate that any entry has ever had, revoked and retired ones included: what was withdrawn
 * never comes back under another name. A request that waits was never listed: the same key may be asked for again.
 * @returns the request that waits with this key
 * @throws WhitelistError `REFUSED`
 */
export function refuseKnown(
  state: AuthorityState,
  spkis: readonly string[],
  fingerprints: readonly string[] = [],
): StoredEntry | undefined {
  const asked = new Set([...spkis, ...fingerprints]);
  const twins = state.entries.filter((entry) => marksOf(entry).some((mark) => asked.has(mark)));
  const twin = twins.find(({ status }) => status !== 'pending') ?? twins[0];
  if (twin !== undefined && twin.status !== 'pending') {
    throw new WhitelistError(
      'REFUSED',
      `Cette clé est déjà celle de « ${twin.id} » (${NAMES[twin.status]}) : faites-en une autre.`,
    );
  }
  return twin;
}

/** The marks of a set of external certificates: their keys, then themselves. */
export function marksOfExternal({ certificates }: ExternalCertificates): [string[], string[]] {
  return [certificates.map(({ spki }) => spki), certificates.map(({ sha256 }) => sha256)];
}

/** The entry that lists a certificate now. */
export function entryListing(state: AuthorityState, fingerprint: string): StoredEntry {
  const entry = state.entries.find(({ certs }) => certs.some(({ sha256 }) => sha256 === fingerprint));
  if (entry === undefined) {
    throw new WhitelistError('REFUSED', `Aucune entrée n’a de certificat d’empreinte ${fingerprint} en vigueur.`);
  }
  return entry;
}

function marksOf(entry: StoredEntry): string[] {
  const listed = [...entry.certs, ...entry.retired, ...(entry.external?.certificates ?? [])];
  return [entry.spki, ...listed.flatMap(({ sha256, spki }) => [sha256, spki])];
}
