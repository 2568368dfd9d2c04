const PAGE_BYTES = 4_096;
const NONE = -1;

/** Where some bytes are kept. */
export interface Paged {
  readonly first: number;
  readonly length: number;
  /** No other bytes have the same, so that those which took their place are not read for them. */
  readonly stamp: number;
}

/**
 * Bytes in one block of memory, taken once and for all. In buffers of their own, bytes that come and go all day long
 * have the collector of garbage go through the whole heap each time that some 16 MB have come.
 */
export class PagedBytes {
  readonly #block: Buffer;
  /** Page after each page, of the bytes that it is of or of those that are free. */
  readonly #next: Int32Array;
  /** By the first page of some bytes. */
  readonly #stamps: Float64Array;
  #firstFree = 0;
  #free: number;
  #stamp = 0;

  /** @param maxBytes pages are of 4 KiB, and some bytes take whole pages */
  constructor(maxBytes: number) {
    const pages = Math.floor(maxBytes / PAGE_BYTES);
    this.#block = Buffer.allocUnsafeSlow(pages * PAGE_BYTES);
    this.#next = Int32Array.from({ length: pages }, (_, page) => (page + 1 < pages ? page + 1 : NONE));
    this.#stamps = new Float64Array(pages);
    this.#free = pages;
  }

  /** @returns undefined when there is not room enough */
  keep(bytes: Buffer): Paged | undefined {
    const pages = Math.max(1, Math.ceil(bytes.length / PAGE_BYTES));
    if (pages > this.#free) return undefined;
    const first = this.#firstFree;
    let last = first;
    for (let at = 0, page = first; page !== NONE && at < pages; at++, page = this.#next[page]!) {
      bytes.copy(this.#block, page * PAGE_BYTES, at * PAGE_BYTES, (at + 1) * PAGE_BYTES);
      last = page;
    }
    this.#firstFree = this.#next[last]!;
    this.#next[last] = NONE;
    this.#free -= pages;
    const stamp = ++this.#stamp;
    this.#stamps[first] = stamp;
    return { first, length: bytes.length, stamp };
  }

  /** A copy. @returns undefined when they were dropped */
  read({ first, length, stamp }: Paged): Buffer | undefined {
    if (this.#stamps[first] !== stamp) return undefined;
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let at = 0, page = first; page !== NONE; at += PAGE_BYTES, page = this.#next[page]!) {
      const start = page * PAGE_BYTES;
      this.#block.copy(bytes, at, start, start + Math.min(PAGE_BYTES, length - at));
    }
    return bytes;
  }

  drop({ first, stamp }: Paged): void {
    if (this.#stamps[first] !== stamp) return;
    this.#stamps[first] = 0;
    let last = first;
    let pages = 1;
    for (; this.#next[last] !== NONE; pages++) last = this.#next[last]!;
    this.#next[last] = this.#firstFree;
    this.#firstFree = first;
    this.#free += pages;
  }
}
