/** Where one DER value lies in its buffer: header from `start`, content from `content` to `end`. */
export interface Tlv {
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const BOOLEAN = 0x01;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const EXPLICIT_0 = 0xa0;

/** Bytes that are not the DER they should be. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** Reads a DER value of a known shape from left to right; whatever is not as expected throws, and nothing recurses. */
export class DerReader {
  #at: number;

  constructor(
    private readonly bytes: Buffer,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.#at = start;
  }

  get done(): boolean {
    return this.#at === this.end;
  }

  /** The tag of the next value; undefined at the end. */
  peek(): number | undefined {
    return this.done ? undefined : this.bytes[this.#at];
  }

  /** @throws DerError when the next value has another tag or passes the end */
  next(expected: number): Tlv {
    const start = this.#at;
    const tag = this.#byte();
    if (tag !== expected) throw new DerError(`octet ${start} : étiquette ${tag}, attendue ${expected}`);
    const length = this.#length();
    const content = this.#at;
    if (length > this.end - content) throw new DerError(`octet ${start} : longueur ${length} au-delà de la fin`);
    this.#at = content + length;
    return { tag, start, content, end: this.#at };
  }

  /** Reads what is inside a value. */
  inside({ content, end }: Tlv): DerReader {
    return new DerReader(this.bytes, content, end);
  }

  /** @throws DerError when something is left */
  finish(): void {
    if (!this.done) throw new DerError(`octet ${this.#at} : contenu en trop`);
  }

  #byte(): number {
    if (this.done) throw new DerError(`octet ${this.#at} : fin prématurée`);
    return this.bytes[this.#at++]!;
  }

  #length(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new DerError(`octet ${this.#at} : longueur non DER`);
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.#byte();
    return length;
  }
}
