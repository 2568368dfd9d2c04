/** The smallest of the numbers offered, up to a capacity, in a heap whose top is the greatest kept. */
export class BoundedHeap {
  /** A number at or above this would not be kept. */
  limit = Number.POSITIVE_INFINITY;
  private size = 0;
  private readonly items: Float64Array;

  constructor(private readonly capacity: number) {
    this.items = new Float64Array(capacity);
  }

  offer(key: number): void {
    if (key >= this.limit) return;
    if (this.size < this.capacity) this.rise(key);
    else this.sink(key);
    if (this.size === this.capacity) this.limit = this.items[0]!;
  }

  /** What was kept, ascending. The heap is not used any more. */
  sorted(): Float64Array {
    return this.items.subarray(0, this.size).sort();
  }

  private rise(key: number): void {
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (this.items[parent]! >= key) break;
      this.items[at] = this.items[parent]!;
      at = parent;
    }
    this.items[at] = key;
  }

  private sink(key: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.items[child + 1]! > this.items[child]!) child++;
      if (this.items[child]! <= key) break;
      this.items[at] = this.items[child]!;
      at = child;
    }
    this.items[at] = key;
  }
}
