import { andNotWords, andWords, type Bits, fillBits, keepBits, listBits, orWords } from './bitmap.js';
import type { Scratch } from './scratch.js';

/** A part of a query on one segment: a set of offers that is not made until asked, in the form that serves best. */
export abstract class QueryNode {
  protected readonly scratch: Scratch;
  /** The set is at most this large. */
  readonly bound: number;

  constructor(scratch: Scratch, bound: number) {
    this.scratch = scratch;
    this.bound = bound;
  }

  /** Adds the set to `bits`. */
  abstract mark(bits: Bits): void;

  /** Removes from `bits` what is not in the set. */
  restrict(bits: Bits): void {
    const own = this.scratch.takeBits();
    this.mark(own);
    andWords(bits, own, 0);
    this.scratch.giveBits(own);
  }

  /** Keeps in the first `n` items of `list` those in the set. Returns how many. */
  keep(list: Int32Array, n: number): number {
    const own = this.scratch.takeBits();
    this.mark(own);
    const kept = keepBits(list, n, own, 0, 1);
    this.scratch.giveBits(own);
    return kept;
  }

  /** Writes the set in `list`, in any order, without repeats. Only when `bound <= scratch.listLimit`. */
  list(list: Int32Array): number {
    const own = this.scratch.takeBits();
    this.mark(own);
    const n = listBits(own, list);
    this.scratch.giveBits(own);
    return n;
  }
}

export class NoneNode extends QueryNode {
  constructor(scratch: Scratch) {
    super(scratch, 0);
  }

  override mark(): void {}
}

/** A set that is a bitmap already, in a part of a larger array. */
export class BitmapNode extends QueryNode {
  constructor(
    scratch: Scratch,
    count: number,
    private readonly data: Int32Array,
    private readonly at: number,
  ) {
    super(scratch, count);
  }

  override mark(bits: Bits): void {
    orWords(bits, this.data, this.at);
  }

  override restrict(bits: Bits): void {
    andWords(bits, this.data, this.at);
  }

  override keep(list: Int32Array, n: number): number {
    return keepBits(list, n, this.data, this.at, 1);
  }
}

/** A set that is a list of ordinals already, in a part of a larger array. */
export class ListNode extends QueryNode {
  constructor(
    scratch: Scratch,
    private readonly data: Int32Array,
    private readonly from: number,
    private readonly to: number,
  ) {
    super(scratch, to - from);
  }

  override mark(bits: Bits): void {
    for (let i = this.from; i < this.to; i++) {
      const o = this.data[i]!;
      bits[o >>> 5]! |= 1 << (o & 31);
    }
  }

  override list(list: Int32Array): number {
    for (let i = this.from; i < this.to; i++) list[i - this.from] = this.data[i]!;
    return this.to - this.from;
  }
}

/** All offers but those of another set. */
export class NotNode extends QueryNode {
  constructor(
    scratch: Scratch,
    private readonly other: QueryNode,
  ) {
    super(scratch, scratch.offers);
  }

  override mark(bits: Bits): void {
    const rest = this.scratch.takeBits();
    fillBits(rest, this.scratch.offers);
    this.restrict(rest);
    orWords(bits, rest, 0);
    this.scratch.giveBits(rest);
  }

  override restrict(bits: Bits): void {
    const excluded = this.scratch.takeBits();
    this.other.mark(excluded);
    andNotWords(bits, excluded);
    this.scratch.giveBits(excluded);
  }

  override keep(list: Int32Array, n: number): number {
    const excluded = this.scratch.takeBits();
    this.other.mark(excluded);
    const kept = keepBits(list, n, excluded, 0, 0);
    this.scratch.giveBits(excluded);
    return kept;
  }
}

/** All offers. */
export class AllNode extends QueryNode {
  constructor(scratch: Scratch) {
    super(scratch, scratch.offers);
  }

  override mark(bits: Bits): void {
    fillBits(bits, this.scratch.offers);
  }

  override restrict(): void {}

  override keep(_list: Int32Array, n: number): number {
    return n;
  }
}

export class OrNode extends QueryNode {
  constructor(
    scratch: Scratch,
    private readonly terms: readonly QueryNode[],
  ) {
    super(
      scratch,
      Math.min(
        scratch.offers,
        terms.reduce((sum, term) => sum + term.bound, 0),
      ),
    );
  }

  override mark(bits: Bits): void {
    for (const term of this.terms) term.mark(bits);
  }
}

/** What all its terms hold: the smallest is made first, and the others only narrow it. */
export class AndNode extends QueryNode {
  private readonly terms: readonly QueryNode[];

  /** @param terms - one or more. */
  constructor(scratch: Scratch, terms: readonly QueryNode[]) {
    const sorted = [...terms].sort((a, b) => a.bound - b.bound);
    super(scratch, sorted[0]!.bound);
    this.terms = sorted;
  }

  override mark(bits: Bits): void {
    if (this.bound <= this.scratch.listLimit) {
      const list = this.scratch.takeList();
      const n = this.list(list);
      for (let i = 0; i < n; i++) bits[list[i]! >>> 5]! |= 1 << (list[i]! & 31);
      this.scratch.giveList(list);
      return;
    }
    const rest = this.scratch.takeBits();
    this.terms[0]!.mark(rest);
    for (let t = 1; t < this.terms.length; t++) this.terms[t]!.restrict(rest);
    orWords(bits, rest, 0);
    this.scratch.giveBits(rest);
  }

  override restrict(bits: Bits): void {
    for (const term of this.terms) term.restrict(bits);
  }

  override keep(list: Int32Array, n: number): number {
    let kept = n;
    for (let t = 0; t < this.terms.length && kept > 0; t++) kept = this.terms[t]!.keep(list, kept);
    return kept;
  }

  override list(list: Int32Array): number {
    let n = this.terms[0]!.list(list);
    for (let t = 1; t < this.terms.length && n > 0; t++) n = this.terms[t]!.keep(list, n);
    return n;
  }
}
