import type { CleOffre, Recherche } from '@inter-ror/exposure-model';
import { hasBit } from './bitmap.js';
import { BoundedHeap } from './bounded-heap.js';
import { type Found, part, release } from './found.js';
import { selectNearest } from './nearest.js';
import { prefixesNode, wholeWordsNode } from './query-compiler.js';
import type { QueryNode } from './query-node.js';
import type { Ranking, Segment, Selected, StaticSort } from './segment.js';
import { motsUtiles } from './stop-words.js';

/** The first `limit` offers found that come after `recherche.apres`, in the order of the sort. */
export function select(segment: Segment, found: Found, recherche: Recherche, limit: number): Selected[] {
  if (recherche.tri === 'DISTANCE') {
    return selectNearest(segment, found, recherche.origine!, recherche.apres, limit);
  }
  if (recherche.tri === 'PERTINENCE') return selectRelevant(segment, found, recherche, limit);
  return selectRanked(segment, found, recherche.tri, recherche.apres, limit);
}

function selectRanked(
  segment: Segment,
  found: Found,
  sort: StaticSort,
  after: CleOffre | undefined,
  limit: number,
): Selected[] {
  const start = after ? segment.rankAfterKey(sort, after) : 0;
  const ordinals = firstRanked(segment.ranking(sort), found, start, limit);
  return ordinals.map((ordinal) => ({ ordinal, valeur: segment.sortValue(sort, ordinal) }));
}

/** The first offers of a set in a ranking, from rank `start` on: by rank when they are many, else by a heap. */
function firstRanked(ranking: Ranking, found: Found, start: number, limit: number): number[] {
  const { order, rank } = ranking;
  const ordinals: number[] = [];
  if (found.bits) {
    for (let r = start; r < order.length && ordinals.length < limit; r++) {
      if (hasBit(found.bits, order[r]!)) ordinals.push(order[r]!);
    }
    return ordinals;
  }
  const heap = new BoundedHeap(limit);
  for (let i = 0; i < found.count; i++) {
    const r = rank[found.list![i]!]!;
    if (r >= start) heap.offer(r);
  }
  for (const r of heap.sorted()) ordinals.push(order[r]!);
  return ordinals;
}

/** The last relevance class: offers that are in no other. */
const OTHERS = 3;

/**
 * Relevance classes but the last, the same in every region since no statistic enters them. 0: every word is a whole
 * word of the unit's own name; 1: begins one; 2: is a whole word of the names or labels.
 */
function relevanceClasses(segment: Segment, mots: readonly string[]): QueryNode[] {
  return [
    wholeWordsNode(segment, segment.ownName, mots),
    prefixesNode(segment, segment.ownName, mots),
    wholeWordsNode(segment, segment.text, mots),
  ];
}

function selectRelevant(segment: Segment, found: Found, recherche: Recherche, limit: number): Selected[] {
  const { scratch } = segment;
  const after = recherche.apres;
  const firstClass = after === undefined ? 0 : Number(after.valeur);
  const selected: Selected[] = [];
  const take = (set: Found, valeur: number): void => {
    if (valeur < firstClass) return;
    const start = after && valeur === firstClass ? segment.rankAfterId(after.id) : 0;
    for (const ordinal of firstRanked(segment.byId, set, start, limit - selected.length)) {
      selected.push({ ordinal, valeur });
    }
  };
  let rest = found;
  for (const [valeur, node] of relevanceClasses(segment, motsUtiles(recherche.motsPertinence)).entries()) {
    const { inside, outside } = part(scratch, rest, node);
    take(inside, valeur);
    release(scratch, inside);
    if (rest !== found) release(scratch, rest);
    rest = outside;
    if (selected.length === limit) break;
  }
  if (selected.length < limit) take(rest, OTHERS);
  if (rest !== found) release(scratch, rest);
  return selected;
}
