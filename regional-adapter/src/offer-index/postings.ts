import { type Bits, orWords, wordsFor } from './bitmap.js';
import { POSTINGS_PARTS, type SegmentReader } from './segment-format.js';

/** The union of the lists of a range of terms, ready made. */
export interface StoredUnion {
  /** First word of the bitmap in `unionBits`. */
  at: number;
  count: number;
}

/**
 * The offers of each term of one family (codes, words of the names...).
 * The offers of term `t` begin at `starts[t]` of `data`: ordinals in order, or a bitmap when `isDense(t)`.
 */
export class Postings {
  readonly length: number;
  private readonly words: number;
  private readonly unions = new Map<number, StoredUnion>();

  /** @param cumul - how many ordinals all terms before each one have together. */
  constructor(
    readonly offers: number,
    private readonly cumul: Int32Array,
    readonly starts: Int32Array,
    readonly data: Int32Array,
    readonly unionBits: Int32Array = new Int32Array(0),
  ) {
    this.length = starts.length - 1;
    this.words = wordsFor(offers);
  }

  static read(reader: SegmentReader, section: number): Postings {
    const postings = new Postings(
      reader.offers,
      reader.ints(section + POSTINGS_PARTS.cumul),
      reader.ints(section + POSTINGS_PARTS.starts),
      reader.ints(section + POSTINGS_PARTS.data),
      reader.ints(section + POSTINGS_PARTS.unionBits),
    );
    const bounds = reader.ints(section + POSTINGS_PARTS.unionBounds);
    const counts = reader.ints(section + POSTINGS_PARTS.unionCounts);
    for (let r = 0; r < counts.length; r++) {
      const key = postings.unionKey(bounds[2 * r]!, bounds[2 * r + 1]!);
      postings.unions.set(key, { at: r * postings.words, count: counts[r]! });
    }
    return postings;
  }

  /** Number of offers of a term. */
  count(term: number): number {
    return this.cumul[term + 1]! - this.cumul[term]!;
  }

  /** The same for the terms `from..to` together, an offer counted once for each. */
  sum(from: number, to: number): number {
    return this.cumul[to]! - this.cumul[from]!;
  }

  /** How much is stored for a term: its ordinals, or the words of its bitmap. */
  size(term: number): number {
    return this.starts[term + 1]! - this.starts[term]!;
  }

  isDense(term: number): boolean {
    return this.count(term) > this.words;
  }

  storedUnion(from: number, to: number): StoredUnion | undefined {
    return this.unions.get(this.unionKey(from, to));
  }

  /** Adds the offers of a term to a set. */
  mark(term: number, bits: Bits): void {
    const start = this.starts[term]!;
    if (this.isDense(term)) {
      orWords(bits, this.data, start);
      return;
    }
    const end = start + this.count(term);
    for (let i = start; i < end; i++) {
      const o = this.data[i]!;
      bits[o >>> 5]! |= 1 << (o & 31);
    }
  }

  has(term: number, o: number): boolean {
    const start = this.starts[term]!;
    if (this.isDense(term)) return ((this.data[start + (o >>> 5)]! >>> (o & 31)) & 1) === 1;
    let low = start;
    let high = start + this.count(term);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.data[middle]! < o) low = middle + 1;
      else high = middle;
    }
    return low < start + this.count(term) && this.data[low] === o;
  }

  private unionKey(from: number, to: number): number {
    return from * (this.length + 1) + to;
  }
}
