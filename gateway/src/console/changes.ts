import type { Lien } from './connections.js';

/** Since when each connection is as it is: what the list or a breaker says, else the instant at which it was seen to change. */
export class Changes {
  readonly #seen = new Map<string, { motif: string; depuis: number }>();

  /** @returns epoch milliseconds */
  since({ de, vers, obstacle }: Lien, now: number): number {
    const key = `${de} ${vers}`;
    const motif = obstacle?.motif ?? '';
    const before = this.#seen.get(key);
    const depuis = obstacle?.depuis ?? (before?.motif === motif ? before.depuis : now);
    if (before?.motif !== motif || before.depuis !== depuis) this.#seen.set(key, { motif, depuis });
    return depuis;
  }
}
