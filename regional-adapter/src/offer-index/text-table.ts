import { GrowableInts } from './growable.js';

/** Code units of texts: bytes while all are under U+0100, else 16 bits each. */
export type TextUnits = Uint8Array | Uint16Array;

/** Texts appended one after the other, copied at once so that nothing holds on to the strings given. */
export class TextTableBuilder {
  private readonly starts = new GrowableInts();
  private units: TextUnits = new Uint8Array(4096);
  private used = 0;

  add(text: string): void {
    this.starts.push(this.used);
    if (this.used + text.length > this.units.length) this.grow(this.used + text.length);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0xff && this.units instanceof Uint8Array) this.units = Uint16Array.from(this.units);
      this.units[this.used++] = unit;
    }
  }

  build(): TextTable {
    const starts = new Int32Array(this.starts.length + 1);
    starts.set(this.starts.view());
    starts[this.starts.length] = this.used;
    return new TextTable(starts, this.units.slice(0, this.used));
  }

  private grow(needed: number): void {
    const size = Math.max(needed, Math.ceil(this.units.length * 1.5));
    const larger = this.units instanceof Uint8Array ? new Uint8Array(size) : new Uint16Array(size);
    larger.set(this.units);
    this.units = larger;
  }
}

/** Texts read where they lie; decoded one at a time. Order is that of code units, as JavaScript compares strings. */
export class TextTable {
  readonly length: number;
  private readonly bytes: Buffer;

  /** @param starts - first unit of each text, then the end of the last. */
  constructor(
    readonly starts: Int32Array,
    readonly units: TextUnits,
  ) {
    this.length = starts.length - 1;
    this.bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
  }

  get(i: number): string {
    const start = this.starts[i]!;
    const end = this.starts[i + 1]!;
    if (this.units instanceof Uint8Array) return this.bytes.toString('latin1', start, end);
    return this.bytes.toString('utf16le', 2 * start, 2 * end);
  }

  /** The position of a text in the sorted part `from..to` of the table, or -1. */
  find(text: string, from = 0, to = this.length): number {
    const at = this.lowerBound(text, from, to);
    return at < to && this.compare(at, text) === 0 ? at : -1;
  }

  /** The first text of the sorted part `from..to` that does not come before `text`. */
  lowerBound(text: string, from = 0, to = this.length): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first text of the sorted part `from..to` that comes after all those that begin with `prefix`. */
  prefixEnd(prefix: string, from = 0, to = this.length): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compareStart(middle, prefix) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Negative when text `i` comes before `text`, 0 when they are the same. */
  compare(i: number, text: string): number {
    const start = this.compareStart(i, text);
    return start !== 0 ? start : this.starts[i + 1]! - this.starts[i]! - text.length;
  }

  /** The same on the first `prefix.length` units of text `i`: 0 when it begins with `prefix`. */
  private compareStart(i: number, prefix: string): number {
    const start = this.starts[i]!;
    const length = Math.min(this.starts[i + 1]! - start, prefix.length);
    for (let j = 0; j < length; j++) {
      const difference = this.units[start + j]! - prefix.charCodeAt(j);
      if (difference !== 0) return difference;
    }
    return length - prefix.length;
  }
}
