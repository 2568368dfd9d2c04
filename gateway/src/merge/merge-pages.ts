import { type CleOffre, comparerCles, type TriOffres } from '@inter-ror/exposure-model';

/** One region's page: its items in the total order, and whether more follow. */
export interface SortedPage<T> {
  items: readonly T[];
  hasMore: boolean;
}

/** The first items of the whole country. */
export interface MergedPage<T> {
  items: T[];
  hasMore: boolean;
}

/**
 * Merges sorted pages into the first `count` items of their union.
 * Each page must hold the region's own first `count` items after the cursor, so that nothing before the end of the merged page is missing.
 */
export function mergePages<T extends { cle: CleOffre }>(
  pages: readonly SortedPage<T>[],
  tri: TriOffres,
  count: number,
): MergedPage<T> {
  const positions = pages.map(() => 0);
  const items: T[] = [];
  while (items.length < count) {
    let best = -1;
    for (let i = 0; i < pages.length; i++) {
      const candidate = pages[i]!.items[positions[i]!];
      if (candidate === undefined) continue;
      if (best < 0 || comparerCles(tri, candidate.cle, pages[best]!.items[positions[best]!]!.cle) < 0) best = i;
    }
    if (best < 0) break;
    items.push(pages[best]!.items[positions[best]!]!);
    positions[best]!++;
  }
  const hasMore = pages.some((page, i) => page.hasMore || positions[i]! < page.items.length);
  return { items, hasMore };
}
