import { distanceM } from '@inter-ror/exposure-model';
import type { Bits } from './bitmap.js';
import type { Places } from './places.js';
import { QueryNode } from './query-node.js';
import type { Scratch } from './scratch.js';
import { type Point, surelyBeyond, surelyWithin, type Vector, vectorOf } from './sphere.js';

/** Testing an offer costs about as much as marking this many. */
const TEST_COST = 8;

export interface Disc extends Point {
  rayonM: number;
}

/** The offers whose place is within a disc, its edge included, exactly as `distanceM` counts. */
export function discNode(scratch: Scratch, places: Places, disc: Disc): QueryNode {
  const ranges = places.rangesAround(disc, disc.rayonM);
  let bound = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    bound += places.offersStarts[ranges[i + 1]!]! - places.offersStarts[ranges[i]!]!;
  }
  return new DiscNode(scratch, bound, places, disc, ranges);
}

class DiscNode extends QueryNode {
  private readonly centre: Vector;
  private readonly beyond: number;
  private readonly within: number;

  constructor(
    scratch: Scratch,
    bound: number,
    private readonly places: Places,
    private readonly disc: Disc,
    private readonly ranges: readonly number[],
  ) {
    super(scratch, bound);
    this.centre = vectorOf(disc.latitude, disc.longitude);
    this.beyond = surelyBeyond(disc.rayonM);
    this.within = surelyWithin(disc.rayonM);
  }

  override mark(bits: Bits): void {
    const { offers, offersStarts } = this.places;
    for (let r = 0; r < this.ranges.length; r += 2) {
      const to = this.ranges[r + 1]!;
      for (let p = this.ranges[r]!; p < to; p++) {
        if (!this.holds(p)) continue;
        const end = offersStarts[p + 1]!;
        for (let i = offersStarts[p]!; i < end; i++) {
          const o = offers[i]!;
          bits[o >>> 5]! |= 1 << (o & 31);
        }
      }
    }
  }

  override list(list: Int32Array): number {
    const { offers, offersStarts } = this.places;
    let n = 0;
    for (let r = 0; r < this.ranges.length; r += 2) {
      const to = this.ranges[r + 1]!;
      for (let p = this.ranges[r]!; p < to; p++) {
        if (!this.holds(p)) continue;
        const end = offersStarts[p + 1]!;
        for (let i = offersStarts[p]!; i < end; i++) list[n++] = offers[i]!;
      }
    }
    return n;
  }

  override keep(list: Int32Array, n: number): number {
    if (n * TEST_COST > this.bound) return super.keep(list, n);
    let kept = 0;
    for (let i = 0; i < n; i++) {
      const o = list[i]!;
      const p = this.places.placeOf[o]!;
      if (p >= 0 && this.holds(p)) list[kept++] = o;
    }
    return kept;
  }

  private holds(p: number): boolean {
    const cosine = this.places.cosine(p, this.centre);
    if (cosine < this.beyond) return false;
    if (cosine > this.within) return true;
    const { latitude, longitude, rayonM } = this.disc;
    const { latitudes, longitudes } = this.places;
    return distanceM(latitude, longitude, latitudes[p]!, longitudes[p]!) <= rayonM;
  }
}
