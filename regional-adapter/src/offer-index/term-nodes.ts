import type { Bits } from './bitmap.js';
import type { Postings } from './postings.js';
import { BitmapNode, ListNode, NoneNode, QueryNode } from './query-node.js';
import type { Scratch } from './scratch.js';

/** Probing a sorted list costs about as much as marking this many ordinals. */
const PROBE_COST = 32;

/** The offers of one term. */
export function termNode(scratch: Scratch, postings: Postings, term: number): QueryNode {
  const count = postings.count(term);
  const start = postings.starts[term]!;
  if (postings.isDense(term)) return new BitmapNode(scratch, count, postings.data, start);
  return new ListNode(scratch, postings.data, start, start + count);
}

/** The offers that have one or more of the given terms, all different. */
export function anyTermNode(scratch: Scratch, postings: Postings, terms: ArrayLike<number>): QueryNode {
  if (terms.length === 0) return new NoneNode(scratch);
  if (terms.length === 1) return termNode(scratch, postings, terms[0]!);
  return new AnyTermNode(scratch, postings, terms);
}

/** The offers that have one or more of the terms `from..to`. */
export function termRangeNode(scratch: Scratch, postings: Postings, from: number, to: number): QueryNode {
  const stored = postings.storedUnion(from, to);
  if (stored) return new BitmapNode(scratch, stored.count, postings.unionBits, stored.at);
  const terms = new Int32Array(to - from);
  for (let i = 0; i < terms.length; i++) terms[i] = from + i;
  return anyTermNode(scratch, postings, terms);
}

class AnyTermNode extends QueryNode {
  private readonly markCost: number;

  constructor(
    scratch: Scratch,
    private readonly postings: Postings,
    private readonly terms: ArrayLike<number>,
  ) {
    let sum = 0;
    let cost = 0;
    for (let i = 0; i < terms.length; i++) {
      sum += postings.count(terms[i]!);
      cost += postings.size(terms[i]!);
    }
    super(scratch, Math.min(scratch.offers, sum));
    this.markCost = cost;
  }

  override mark(bits: Bits): void {
    for (let i = 0; i < this.terms.length; i++) this.postings.mark(this.terms[i]!, bits);
  }

  override keep(list: Int32Array, n: number): number {
    if (n * this.terms.length * PROBE_COST > this.markCost) return super.keep(list, n);
    let kept = 0;
    for (let i = 0; i < n; i++) {
      const o = list[i]!;
      if (this.holds(o)) list[kept++] = o;
    }
    return kept;
  }

  private holds(o: number): boolean {
    for (let i = 0; i < this.terms.length; i++) if (this.postings.has(this.terms[i]!, o)) return true;
    return false;
  }
}
