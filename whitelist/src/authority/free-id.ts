import type { WhitelistEntry } from '../document/index.js';
import type { AuthorityState } from './state.js';

/** An id that people can read: `region-04-06`, `consumer-samu-29`, then `…-2` when taken. */
export function freeId(state: AuthorityState, wish: string): WhitelistEntry['id'] {
  const plain = wish.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const base = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 56);
  const taken = new Set(state.entries.map(({ id }) => id));
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}
