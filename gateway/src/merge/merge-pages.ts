import { type CleOffre, comparerCles, type TriOffres } from '@inter-ror/exposure-model';

/** One region's page: its items in the total order, read as they are wanted, and whether more follow. */
export interface SortedPage<T> {
  /** @returns undefined beyond the last */
  item(rank: number): T | undefined;
  hasMore: boolean;
}

/** The first items of the whole country. */
export interface MergedPage<T> {
  items: T[];
  hasMore: boolean;
}

/**
 * Merges sorted pages into the first `count` items of their union. Of each page one item is read more than is taken.
 * Each page must hold the region's own first `count` items after the cursor, so that nothing before the end of the merged page is missing.
 */
export function mergePages<T extends { cle: CleOffre }>(
  pages: readonly SortedPage<T>[],
  tri: TriOffres,
  count: number,
): MergedPage<T> {
  const heads = pages.map((page) => page.item(0));
  const taken = pages.map(() => 0);
  const items: T[] = [];
  while (items.length < count) {
    let best = -1;
    for (let i = 0; i < heads.length; i++) {
      const candidate = heads[i];
      if (candidate !== undefined && (best < 0 || comparerCles(tri, candidate.cle, heads[best]!.cle) < 0)) best = i;
    }
    if (best < 0) break;
    items.push(heads[best]!);
    heads[best] = pages[best]!.item(++taken[best]!);
  }
  return { items, hasMore: pages.some((page, i) => page.hasMore || heads[i] !== undefined) };
}
