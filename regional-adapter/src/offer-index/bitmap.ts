/** Sets of ordinals, one bit each, in words of 32: bit `o & 31` of word `o >> 5`. */
export type Bits = Int32Array;

export function wordsFor(offers: number): number {
  return (offers + 31) >>> 5;
}

export function hasBit(bits: Bits, o: number): boolean {
  return ((bits[o >>> 5]! >>> (o & 31)) & 1) === 1;
}

export function setBit(bits: Bits, o: number): void {
  bits[o >>> 5]! |= 1 << (o & 31);
}

export function clearBit(bits: Bits, o: number): void {
  bits[o >>> 5]! &= ~(1 << (o & 31));
}

/** Sets the bits of all ordinals under `offers`, and no other. */
export function fillBits(bits: Bits, offers: number): void {
  bits.fill(-1);
  trimBits(bits, offers);
}

/** Clears the bits at and after `offers` in the last word. */
function trimBits(bits: Bits, offers: number): void {
  if ((offers & 31) !== 0) bits[bits.length - 1]! &= (1 << (offers & 31)) - 1;
}

/** `bits |= data[at...]`. */
export function orWords(bits: Bits, data: Int32Array, at: number): void {
  for (let i = 0; i < bits.length; i++) bits[i]! |= data[at + i]!;
}

/** `bits &= data[at...]`. */
export function andWords(bits: Bits, data: Int32Array, at: number): void {
  for (let i = 0; i < bits.length; i++) bits[i]! &= data[at + i]!;
}

/** `bits &= ~other`. */
export function andNotWords(bits: Bits, other: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i]! &= ~other[i]!;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    let w = bits[i]!;
    if (w === 0) continue;
    w -= (w >>> 1) & 0x55555555;
    w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
    count += Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Visits the ordinals of a set, ascending. */
export function forEachBit(bits: Bits, visit: (o: number) => void): void {
  for (let i = 0; i < bits.length; i++) {
    let w = bits[i]!;
    while (w !== 0) {
      visit((i << 5) + 31 - Math.clz32(w & -w));
      w &= w - 1;
    }
  }
}

/** Writes the ordinals of a set in `out`, ascending. Returns how many. */
export function listBits(bits: Bits, out: Int32Array): number {
  let n = 0;
  for (let i = 0; i < bits.length; i++) {
    let w = bits[i]!;
    while (w !== 0) {
      out[n++] = (i << 5) + 31 - Math.clz32(w & -w);
      w &= w - 1;
    }
  }
  return n;
}

/** Keeps in the first `n` items of `list` those whose bit, at word `at` of `data`, is `wanted`. Returns how many. */
export function keepBits(list: Int32Array, n: number, data: Int32Array, at: number, wanted: 0 | 1): number {
  let kept = 0;
  for (let i = 0; i < n; i++) {
    const o = list[i]!;
    if (((data[at + (o >>> 5)]! >>> (o & 31)) & 1) === wanted) list[kept++] = o;
  }
  return kept;
}
