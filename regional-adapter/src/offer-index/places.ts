import { SECTIONS as S, type SegmentReader, type SegmentWriter } from './segment-format.js';
import { halfExtent, type Point, type Vector, vectorOf, wrapLongitude } from './sphere.js';

/** Height of a row of places, in degrees of latitude: about 5.5 km. */
const ROW_DEGREES = 0.05;
const ROWS = Math.round(180 / ROW_DEGREES);

export const NO_PLACE = -1;

/** Whether a place is one: two finite numbers, the latitude within the poles. */
export function lieuConnu(latitude: number | null, longitude: number | null): boolean {
  return latitude !== null && Math.abs(latitude) <= 90 && Number.isFinite(longitude);
}

function rowOf(latitude: number): number {
  return Math.min(ROWS - 1, Math.max(0, Math.floor((latitude + 90) / ROW_DEGREES)));
}

/**
 * The distinct places of the offers of a segment, row by row from south to north, each row from west to east.
 * Offers of the same site share a place, so that distances are counted once.
 */
export class Places {
  readonly length: number;

  private constructor(
    /** Place of each offer, `NO_PLACE` when unknown. */
    readonly placeOf: Int32Array,
    /** The offers of place `p` are items `offersStarts[p]..offersStarts[p + 1]` of `offers`. */
    readonly offersStarts: Int32Array,
    readonly offers: Int32Array,
    private readonly rows: Int32Array,
    readonly latitudes: Float64Array,
    readonly longitudes: Float64Array,
    /** Three numbers a place: its point of the unit sphere. */
    private readonly vectors: Float64Array,
  ) {
    this.length = latitudes.length;
  }

  /** @param latitudes - by ordinal, NaN when the place is unknown. */
  static write(writer: SegmentWriter, latitudes: Float64Array, longitudes: Float64Array): void {
    const wrapped = Float64Array.from(longitudes, wrapLongitude);
    const located = Int32Array.from(latitudes.keys()).filter((o) => !Number.isNaN(latitudes[o]));
    const rowOfOffer = Int32Array.from(latitudes, rowOf);
    const offers = located.sort(
      (a, b) =>
        rowOfOffer[a]! - rowOfOffer[b]! ||
        wrapped[a]! - wrapped[b]! ||
        longitudes[a]! - longitudes[b]! ||
        latitudes[a]! - latitudes[b]! ||
        a - b,
    );
    const placeOf = new Int32Array(latitudes.length).fill(NO_PLACE);
    const starts: number[] = [];
    const rows = new Int32Array(ROWS + 1);
    offers.forEach((o, i) => {
      const before = offers[i - 1];
      const same = before !== undefined && latitudes[before] === latitudes[o] && longitudes[before] === longitudes[o];
      if (!same) {
        starts.push(i);
        rows[rowOfOffer[o]! + 1]!++;
      }
      placeOf[o] = starts.length - 1;
    });
    for (let row = 0; row < ROWS; row++) rows[row + 1]! += rows[row]!;
    const vectors = new Float64Array(3 * starts.length);
    starts.forEach((start, p) => {
      vectors.set(vectorOf(latitudes[offers[start]!]!, longitudes[offers[start]!]!), 3 * p);
    });
    const first = starts.map((start) => offers[start]!);
    writer.add(S.placeOf, placeOf);
    writer.add(S.placeOffersStarts, Int32Array.from([...starts, offers.length]));
    writer.add(S.placeOffers, offers);
    writer.add(S.placeRows, rows);
    writer.add(
      S.placeLatitudes,
      Float64Array.from(first, (o) => latitudes[o]!),
    );
    writer.add(
      S.placeLongitudes,
      Float64Array.from(first, (o) => longitudes[o]!),
    );
    writer.add(S.placeVectors, vectors);
  }

  static read(reader: SegmentReader): Places {
    return new Places(
      reader.ints(S.placeOf),
      reader.ints(S.placeOffersStarts),
      reader.ints(S.placeOffers),
      reader.ints(S.placeRows),
      reader.floats(S.placeLatitudes),
      reader.floats(S.placeLongitudes),
      reader.floats(S.placeVectors),
    );
  }

  /** Scalar product of a place and a point of the unit sphere. */
  cosine(p: number, [x, y, z]: Vector): number {
    return this.vectors[3 * p]! * x + this.vectors[3 * p + 1]! * y + this.vectors[3 * p + 2]! * z;
  }

  /** Ranges of places that hold all those within a radius, and others: first place, place after the last, and so on. */
  rangesAround({ latitude, longitude }: Point, metres: number): number[] {
    const { latitude: height, longitude: width } = halfExtent(latitude, metres);
    const firstRow = rowOf(latitude - height);
    const lastRow = rowOf(latitude + height);
    if (width >= 180) return [this.rows[firstRow]!, this.rows[lastRow + 1]!];
    const west = wrapLongitude(longitude - width);
    const east = wrapLongitude(longitude + width);
    const ranges: number[] = [];
    for (let row = firstRow; row <= lastRow; row++) {
      const from = this.rows[row]!;
      const to = this.rows[row + 1]!;
      if (from === to) continue;
      if (west <= east) this.addRange(ranges, this.seek(from, to, west, false), this.seek(from, to, east, true));
      else {
        this.addRange(ranges, from, this.seek(from, to, east, true));
        this.addRange(ranges, this.seek(from, to, west, false), to);
      }
    }
    return ranges;
  }

  private addRange(ranges: number[], from: number, to: number): void {
    if (from < to) ranges.push(from, to);
  }

  /** The first place of a row at or east of a longitude; strictly east when `after`. */
  private seek(from: number, to: number, longitude: number, after: boolean): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const here = wrapLongitude(this.longitudes[middle]!);
      if (here < longitude || (after && here === longitude)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
