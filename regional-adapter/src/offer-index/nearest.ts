import { type CleOffre, distanceM } from '@inter-ror/exposure-model';
import { type Bits, forEachBit, hasBit } from './bitmap.js';
import { BoundedHeap } from './bounded-heap.js';
import type { Found } from './found.js';
import { NO_PLACE } from './places.js';
import type { Segment, Selected } from './segment.js';
import { type Point, surelyBeyond, surelyWithin, type Vector, vectorOf } from './sphere.js';

/** A key that orders offers by a whole number, then by the rank of their id, in one exact double. */
const ID_RANKS = 2 ** 28;
/** Greater than any distance on the Earth in metres: that of offers without a place. */
const UNKNOWN_M = 2 ** 25 - 1;

/** Radii tried first, metres: when enough offers are that near, the others need not be looked at. */
const NEAR_M = [10_000, 40_000, 160_000];
/** Places are then visited in this stride: in their own order, each could be nearer than all before. */
const STRIDE = 7919;

/** Keeps the nearest offers; most are turned down by one scalar product, without a distance. */
class NearestFirst {
  private readonly heap: BoundedHeap;
  private readonly start: number;
  /** Places whose scalar product is less are beyond the last offer kept. */
  private beyond = -2;
  /** Places whose scalar product is greater come before the page. */
  private readonly before: number;
  private readonly origin: Vector;

  constructor(
    private readonly segment: Segment,
    private readonly point: Point,
    after: CleOffre | undefined,
    limit: number,
  ) {
    this.heap = new BoundedHeap(limit);
    this.origin = vectorOf(point.latitude, point.longitude);
    const metres = cursorMetres(after);
    const whole = Math.ceil(metres);
    const rank = after && metres === whole ? segment.rankAfterId(after.id) : 0;
    this.start = whole * ID_RANKS + rank;
    this.before = surelyWithin(metres);
  }

  /** Whether the page is full, of offers at most so far. */
  isFullWithin(metres: number): boolean {
    return this.heap.limit < (metres + 1) * ID_RANKS;
  }

  offer(o: number): void {
    const p = this.segment.places.placeOf[o]!;
    if (p === NO_PLACE) this.add(UNKNOWN_M, o);
    else if (this.isWorthy(p)) this.add(this.metresTo(p), o);
  }

  /** Offers those of a place that are in a set. */
  offerPlace(p: number, bits: Bits): void {
    if (!this.isWorthy(p)) return;
    const { offers, offersStarts } = this.segment.places;
    const metres = this.metresTo(p);
    const end = offersStarts[p + 1]!;
    for (let i = offersStarts[p]!; i < end; i++) if (hasBit(bits, offers[i]!)) this.add(metres, offers[i]!);
  }

  selected(): Selected[] {
    const selected: Selected[] = [];
    for (const key of this.heap.sorted()) {
      const metres = Math.floor(key / ID_RANKS);
      const ordinal = this.segment.byId.order[key - metres * ID_RANKS]!;
      selected.push({ ordinal, valeur: metres === UNKNOWN_M ? Number.POSITIVE_INFINITY : metres });
    }
    return selected;
  }

  /** Whether a place may be on the page. */
  private isWorthy(p: number): boolean {
    const cosine = this.segment.places.cosine(p, this.origin);
    return cosine >= this.beyond && cosine <= this.before;
  }

  private metresTo(p: number): number {
    const { latitudes, longitudes } = this.segment.places;
    return distanceM(this.point.latitude, this.point.longitude, latitudes[p]!, longitudes[p]!);
  }

  private add(metres: number, o: number): void {
    const key = metres * ID_RANKS + this.segment.byId.rank[o]!;
    if (key < this.start || key >= this.heap.limit) return;
    this.heap.offer(key);
    if (this.heap.limit !== Number.POSITIVE_INFINITY) {
      this.beyond = surelyBeyond(Math.floor(this.heap.limit / ID_RANKS));
    }
  }
}

/** Metres that the page begins at; less than any when it is the first. */
function cursorMetres(after: CleOffre | undefined): number {
  return after ? Math.min(UNKNOWN_M, Number(after.valeur)) : -1;
}

/** The first `limit` offers found that come after a key, by distance from a point, then by id. */
export function selectNearest(
  segment: Segment,
  found: Found,
  point: Point,
  after: CleOffre | undefined,
  limit: number,
): Selected[] {
  if (found.bits) return selectNearestOfMany(segment, found.bits, point, after, limit);
  const nearest = new NearestFirst(segment, point, after, limit);
  for (let i = 0; i < found.count; i++) nearest.offer(found.list![i]!);
  return nearest.selected();
}

function selectNearestOfMany(
  segment: Segment,
  bits: Bits,
  point: Point,
  after: CleOffre | undefined,
  limit: number,
): Selected[] {
  const { places } = segment;
  for (const near of NEAR_M) {
    const radius = Math.max(0, cursorMetres(after)) + near;
    const nearest = new NearestFirst(segment, point, after, limit);
    const ranges = places.rangesAround(point, radius);
    for (let r = 0; r < ranges.length; r += 2) {
      for (let p = ranges[r]!; p < ranges[r + 1]!; p++) nearest.offerPlace(p, bits);
    }
    if (nearest.isFullWithin(radius)) return nearest.selected();
  }
  const nearest = new NearestFirst(segment, point, after, limit);
  const stride = places.length % STRIDE === 0 ? 1 : STRIDE;
  for (let i = 0, p = 0; i < places.length; i++, p = (p + stride) % places.length) nearest.offerPlace(p, bits);
  if (nearest.isFullWithin(UNKNOWN_M - 1)) return nearest.selected();
  forEachBit(bits, (o) => {
    if (places.placeOf[o] === NO_PLACE) nearest.offer(o);
  });
  return nearest.selected();
}
