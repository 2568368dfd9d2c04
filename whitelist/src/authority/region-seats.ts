import { WhitelistError } from '../document/index.js';
import type { AuthorityState, StoredEntry } from './state.js';

/**
 * Refuses a region that would serve a code which another member already holds, suspended ones included: asked both, the
 * nation would count its offers twice.
 * @throws WhitelistError `REFUSED`
 */
export function refuseSeated(state: AuthorityState, asked: Pick<StoredEntry, 'id' | 'kind' | 'regions'>): void {
  if (asked.kind !== 'region') return;
  const holder = state.entries.find(
    ({ id, kind, status, regions }) =>
      kind === 'region' &&
      id !== asked.id &&
      (status === 'active' || status === 'suspended') &&
      regions.some((code) => asked.regions.includes(code)),
  );
  if (holder === undefined) return;
  const codes = holder.regions.filter((code) => asked.regions.includes(code)).join(', ');
  throw new WhitelistError(
    'REFUSED',
    `La région ${codes} est déjà servie par « ${holder.id} » (${holder.label}). Pour changer son certificat : rotate ` +
      `${holder.id} ; son adresse : endpoint ${holder.id} ; pour le remplacer, révoquez-le d’abord : revoke ${holder.id}.`,
  );
}
