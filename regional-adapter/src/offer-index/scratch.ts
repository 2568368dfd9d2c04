import type { Bits } from './bitmap.js';
import { wordsFor } from './bitmap.js';

/**
 * Working memory of the queries on one segment, used again from one query to the next.
 * Queries are synchronous: what is taken is given back before the next one begins.
 */
export class Scratch {
  /** A set at most this large is handled as a list of ordinals rather than as a bitmap. */
  readonly listLimit: number;
  private readonly bitmaps: Bits[] = [];
  private readonly lists: Int32Array[] = [];

  constructor(readonly offers: number) {
    this.listLimit = Math.max(64, 2 * wordsFor(offers));
  }

  /** An empty set. */
  takeBits(): Bits {
    return this.bitmaps.pop()?.fill(0) ?? new Int32Array(wordsFor(this.offers));
  }

  giveBits(bits: Bits): void {
    this.bitmaps.push(bits);
  }

  /** Room for `listLimit` ordinals, content undefined. */
  takeList(): Int32Array {
    return this.lists.pop() ?? new Int32Array(this.listLimit);
  }

  giveList(list: Int32Array): void {
    this.lists.push(list);
  }
}
