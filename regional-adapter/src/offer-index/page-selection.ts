import { type CleOffre, comparerCles, type Recherche } from '@inter-ror/exposure-model';
import { type AccessView, extentNode } from './access-view.js';
import { hasBit } from './bitmap.js';
import { BoundedHeap } from './bounded-heap.js';
import { type Found, part, release } from './found.js';
import { selectNearest } from './nearest.js';
import { prefixNode, textNode, wholeWordNode, wordsNode } from './query-compiler.js';
import type { QueryNode } from './query-node.js';
import type { Ranking, Segment, Selected, StaticSort } from './segment.js';
import { motsUtiles } from './stop-words.js';

/** The first `limit` offers found that come after `recherche.apres`, in the order of the sort, as a view sees it. */
export function select(
  segment: Segment,
  found: Found,
  recherche: Recherche,
  limit: number,
  view: AccessView,
): Selected[] {
  if (recherche.tri === 'DISTANCE') {
    return selectNearest(segment, found, recherche.origine!, recherche.apres, limit);
  }
  if (recherche.tri === 'PERTINENCE') return selectRelevant(segment, found, recherche, limit, view);
  if (recherche.tri === 'DISPONIBILITE') return selectAvailable(segment, found, recherche.apres, limit, view);
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

/** Where availability is hidden, offers stand with those that tell none. */
const NOT_TOLD = -1;

function selectAvailable(
  segment: Segment,
  found: Found,
  after: CleOffre | undefined,
  limit: number,
  view: AccessView,
): Selected[] {
  const seen = extentNode(segment, view.kinds.capaciteDisponible);
  if (seen === undefined) return selectRanked(segment, found, 'DISPONIBILITE', after, limit);
  const { inside, outside } = part(segment.scratch, found, seen);
  const told = selectRanked(segment, inside, 'DISPONIBILITE', after, limit);
  const hidden = selectHidden(segment, outside, after, limit);
  release(segment.scratch, inside);
  release(segment.scratch, outside);
  const cle = ({ ordinal, valeur }: Selected): CleOffre => ({ valeur, id: segment.ids.get(ordinal) });
  return [...told, ...hidden].sort((a, b) => comparerCles('DISPONIBILITE', cle(a), cle(b))).slice(0, limit);
}

function selectHidden(segment: Segment, found: Found, after: CleOffre | undefined, limit: number): Selected[] {
  // Told the other way round, a cursor that is no number goes where it goes in a ranking: before all.
  if (after !== undefined && Number(after.valeur) < NOT_TOLD) return [];
  const start = after !== undefined && Number(after.valeur) === NOT_TOLD ? segment.rankAfterId(after.id) : 0;
  return firstRanked(segment.byId, found, start, limit).map((ordinal) => ({ ordinal, valeur: NOT_TOLD }));
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
function relevanceClasses(segment: Segment, mots: readonly string[], view: AccessView): QueryNode[] {
  return [
    wordsNode(segment, mots, (mot) => wholeWordNode(segment, segment.ownName, mot)),
    wordsNode(segment, mots, (mot) => prefixNode(segment, segment.ownName, mot)),
    wordsNode(segment, mots, (mot) => textNode(segment, view, mot, wholeWordNode)),
  ];
}

function selectRelevant(
  segment: Segment,
  found: Found,
  recherche: Recherche,
  limit: number,
  view: AccessView,
): Selected[] {
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
  const classes = relevanceClasses(segment, motsUtiles(recherche.motsPertinence), view);
  for (const [valeur, node] of classes.entries()) {
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
