import { countBits, wordsFor } from './bitmap.js';
import { GrowableInts } from './growable.js';
import { Postings } from './postings.js';
import { POSTINGS_PARTS, type SegmentWriter } from './segment-format.js';
import type { TextTable } from './text-table.js';

/** Prefixes longer than this get no union of their own: it bounds the size of a segment of hostile words. */
const LONGEST_UNION_PREFIX = 12;

/** The terms of each offer, in the order of the offers, then turned into the offers of each term. */
export class PostingsBuilder {
  private readonly starts = new GrowableInts();
  private readonly terms = new GrowableInts();
  /** For each term, one more than the last offer that had it. */
  private readonly lastSeen = new GrowableInts();

  /** Begins the terms of the next offer. */
  nextOffer(): void {
    this.starts.push(this.terms.length);
  }

  /** Adds a term to the current offer; a repeat is ignored. Terms are numbered from 0. */
  add(term: number): void {
    while (this.lastSeen.length <= term) this.lastSeen.push(0);
    if (this.lastSeen.get(term) === this.starts.length) return;
    this.lastSeen.set(term, this.starts.length);
    this.terms.push(term);
  }

  /**
   * Writes the postings: the offers of each term, ascending, or a bitmap when that is smaller.
   *
   * @param rankOf - final number of each term, all different, from 0 to `rankOf.length - 1`.
   * @param tokens - when terms are the sorted words of this table, unions are made ready for frequent prefixes.
   */
  write(writer: SegmentWriter, section: number, rankOf: Int32Array, tokens?: TextTable): void {
    const offers = this.starts.length;
    const words = wordsFor(offers);
    const terms = this.terms.view();
    const cumul = new Int32Array(rankOf.length + 1);
    for (let i = 0; i < terms.length; i++) cumul[rankOf[terms[i]!]! + 1]!++;
    const starts = new Int32Array(rankOf.length + 1);
    for (let t = 0; t < rankOf.length; t++) {
      starts[t + 1] = starts[t]! + Math.min(cumul[t + 1]!, words);
      cumul[t + 1]! += cumul[t]!;
    }
    const data = new Int32Array(starts[rankOf.length]!);
    const filled = new Int32Array(rankOf.length);
    for (let o = 0; o < offers; o++) {
      const end = o + 1 < offers ? this.starts.get(o + 1) : terms.length;
      for (let i = this.starts.get(o); i < end; i++) {
        const t = rankOf[terms[i]!]!;
        if (cumul[t + 1]! - cumul[t]! > words) data[starts[t]! + (o >>> 5)]! |= 1 << (o & 31);
        else data[starts[t]! + filled[t]!++] = o;
      }
    }
    writer.add(section + POSTINGS_PARTS.cumul, cumul);
    writer.add(section + POSTINGS_PARTS.starts, starts);
    writer.add(section + POSTINGS_PARTS.data, data);
    const postings = new Postings(offers, cumul, starts, data);
    writeUnions(writer, section, postings, tokens ? frequentRanges(tokens, postings) : []);
  }
}

/**
 * Ranges of words with a common beginning whose lists together are longer than a quarter of the offers:
 * their unions are stored, so that the union of any other range is short work.
 */
function frequentRanges(tokens: TextTable, postings: Postings): [number, number][] {
  const ranges: [number, number][] = [];
  const visit = (from: number, to: number, depth: number): void => {
    if (to - from < 2 || postings.sum(from, to) <= postings.offers / 4 || depth > LONGEST_UNION_PREFIX) return;
    const known = ranges.at(-1);
    if (depth > 0 && (known?.[0] !== from || known[1] !== to)) ranges.push([from, to]);
    let at = from;
    if (tokens.starts[at + 1]! - tokens.starts[at]! === depth) at++;
    while (at < to) {
      const end = tokens.prefixEnd(tokens.get(at).slice(0, depth + 1), at, to);
      visit(at, end, depth + 1);
      at = end;
    }
  };
  visit(0, tokens.length, 0);
  return ranges;
}

function writeUnions(writer: SegmentWriter, section: number, postings: Postings, ranges: [number, number][]): void {
  const words = wordsFor(postings.offers);
  const bounds = new Int32Array(2 * ranges.length);
  const counts = new Int32Array(ranges.length);
  const bits = new Int32Array(words * ranges.length);
  ranges.forEach(([from, to], r) => {
    bounds.set([from, to], 2 * r);
    const union = bits.subarray(r * words, (r + 1) * words);
    for (let t = from; t < to; t++) postings.mark(t, union);
    counts[r] = countBits(union);
  });
  writer.add(section + POSTINGS_PARTS.unionBounds, bounds);
  writer.add(section + POSTINGS_PARTS.unionCounts, counts);
  writer.add(section + POSTINGS_PARTS.unionBits, bits);
}
