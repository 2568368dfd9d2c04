import { type CleOffre, comparerCles, type TriOffres } from '@inter-ror/exposure-model';

/** One region's page: its items in the total order, read as they are wanted, and whether more follow. */
export interface SortedPage<T> {
  /** @returns undefined beyond the last */
  item(rank: number): T | undefined;
  hasMore: boolean;
}

/** The first items of the whole country. */
export interface MergedPage<T, P> {
  items: T[];
  hasMore: boolean;
  /** Pages that ended while items of others were still taken, though more follow: some of these may come before. */
  short: P[];
}

/**
 * Merges sorted pages into the first `count` items of their union. Of each page one item is read more than is taken.
 * A page that holds the region's own first `count` items after the cursor is never short; where none is, nothing before
 * the end of the merged page is missing.
 */
export function mergePages<T extends { cle: CleOffre }, P extends SortedPage<T>>(
  pages: readonly P[],
  tri: TriOffres,
  count: number,
): MergedPage<T, P> {
  const heads = pages.map((page) => page.item(0));
  const taken = pages.map(() => 0);
  const items: T[] = [];
  let last = -1;
  while (items.length < count) {
    let best = -1;
    for (let i = 0; i < heads.length; i++) {
      const candidate = heads[i];
      if (candidate !== undefined && (best < 0 || comparerCles(tri, candidate.cle, heads[best]!.cle) < 0)) best = i;
    }
    if (best < 0) break;
    items.push(heads[best]!);
    last = best;
    heads[best] = pages[best]!.item(++taken[best]!);
  }
  const ended = (i: number) => heads[i] === undefined && pages[i]!.hasMore;
  // The page that gave the last item ended with it: what follows it there follows the merged page too.
  const short = pages.filter((_, i) => ended(i) && !(items.length === count && i === last));
  return { items, hasMore: pages.some((page, i) => page.hasMore || heads[i] !== undefined), short };
}
