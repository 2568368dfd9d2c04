/** A typed array that grows by half: what a build appends to without knowing the count. */
class Growable<T extends Int32Array | Float64Array> {
  length = 0;
  private items: T;

  constructor(private readonly make: (size: number) => T) {
    this.items = make(256);
  }

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = this.make(Math.ceil(this.length * 1.5));
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }

  get(i: number): number {
    return this.items[i]!;
  }

  set(i: number, value: number): void {
    this.items[i] = value;
  }

  /** What was pushed, without a copy: valid until the next push. */
  view(): T {
    return this.items.subarray(0, this.length) as T;
  }
}

export class GrowableInts extends Growable<Int32Array> {
  constructor() {
    super((size) => new Int32Array(size));
  }
}

export class GrowableFloats extends Growable<Float64Array> {
  constructor() {
    super((size) => new Float64Array(size));
  }
}
