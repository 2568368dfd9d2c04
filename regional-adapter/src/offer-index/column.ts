import type { Bits } from './bitmap.js';
import { QueryNode } from './query-node.js';
import type { Scratch } from './scratch.js';
import { COLUMN_PARTS, type SegmentReader, type SegmentWriter } from './segment-format.js';

/** A number of each offer, or none, asked for by a minimum. */
export class Column {
  /**
   * @param values - by ordinal, NaN for none.
   * @param order - ordinals of those that have one, greatest value first.
   * @param sorted - their values, in that order.
   */
  private constructor(
    readonly values: Float64Array,
    readonly order: Int32Array,
    private readonly sorted: Float64Array,
  ) {}

  static write(writer: SegmentWriter, section: number, values: Float64Array): void {
    const known = Int32Array.from(values.keys()).filter((o) => !Number.isNaN(values[o]));
    const order = known.sort((a, b) => values[b]! - values[a]! || a - b);
    writer.add(section + COLUMN_PARTS.values, values);
    writer.add(section + COLUMN_PARTS.order, order);
    writer.add(
      section + COLUMN_PARTS.sorted,
      Float64Array.from(order, (o) => values[o]!),
    );
  }

  static read(reader: SegmentReader, section: number): Column {
    return new Column(
      reader.floats(section + COLUMN_PARTS.values),
      reader.ints(section + COLUMN_PARTS.order),
      reader.floats(section + COLUMN_PARTS.sorted),
    );
  }

  /** The offers whose number is known and at least `minimum`. */
  atLeast(scratch: Scratch, minimum: number): QueryNode {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sorted[middle]! >= minimum) low = middle + 1;
      else high = middle;
    }
    return new AtLeastNode(scratch, this, minimum, low);
  }
}

class AtLeastNode extends QueryNode {
  constructor(
    scratch: Scratch,
    private readonly column: Column,
    private readonly minimum: number,
    count: number,
  ) {
    super(scratch, count);
  }

  override mark(bits: Bits): void {
    for (let i = 0; i < this.bound; i++) {
      const o = this.column.order[i]!;
      bits[o >>> 5]! |= 1 << (o & 31);
    }
  }

  override list(list: Int32Array): number {
    for (let i = 0; i < this.bound; i++) list[i] = this.column.order[i]!;
    return this.bound;
  }

  override keep(list: Int32Array, n: number): number {
    let kept = 0;
    for (let i = 0; i < n; i++) {
      const o = list[i]!;
      if (this.column.values[o]! >= this.minimum) list[kept++] = o;
    }
    return kept;
  }
}
