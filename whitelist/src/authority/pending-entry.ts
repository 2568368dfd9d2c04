import { CLOCK_MARGIN_MS, YEAR_MS } from './certify.js';
import type { CheckedEnrolment } from './enrolment.js';
import { freeId } from './free-id.js';
import type { IdentityAsked } from './identity-asked.js';
import type { AuthorityState, StoredEntry } from './state.js';

/** The entry of a request that waits for its approval: a year, under an id that nobody has. */
export function pendingEntry(
  state: AuthorityState,
  { csr, certificates, ca, regionCodes, by, ...fields }: CheckedEnrolment,
  { proved, external }: Pick<IdentityAsked, 'proved' | 'external'>,
): StoredEntry {
  const now = new Date();
  const wish = fields.kind === 'region' ? `region-${regionCodes.join('-')}` : `${fields.kind}-${fields.label}`;
  return {
    ...fields,
    id: freeId(state, wish),
    regions: regionCodes,
    status: 'pending',
    statusSince: now.toISOString(),
    reason: null,
    certs: [],
    notBefore: new Date(now.getTime() - CLOCK_MARGIN_MS).toISOString(),
    notAfter: new Date(now.getTime() + YEAR_MS).toISOString(),
    publicKey: proved?.publicKey ?? '',
    spki: proved?.spki ?? external!.certificates[0]!.spki,
    external: external ?? null,
    enrolledBy: by,
    approvedBy: null,
    retired: [],
  };
}
