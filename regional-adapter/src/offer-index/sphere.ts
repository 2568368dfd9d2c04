/** Mean radius of the Earth, metres: that of `distanceM`. */
const RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
/** More than the rounding of `distanceM` and the error of a scalar product together. */
const MARGIN_M = 3;

/** Degrees. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** A point of the unit sphere. */
export type Vector = readonly [x: number, y: number, z: number];

export function vectorOf(latitude: number, longitude: number): Vector {
  const flat = Math.cos(latitude * RADIANS);
  return [flat * Math.cos(longitude * RADIANS), flat * Math.sin(longitude * RADIANS), Math.sin(latitude * RADIANS)];
}

/** The point of the surface in the direction of a vector of any length. */
export function pointOf([x, y, z]: Vector): Point {
  return { latitude: Math.atan2(z, Math.hypot(x, y)) / RADIANS, longitude: Math.atan2(y, x) / RADIANS };
}

/** The same longitude in -180 (inclusive) to 180 degrees. */
export function wrapLongitude(longitude: number): number {
  return longitude - 360 * Math.floor((longitude + 180) / 360);
}

/** Two points whose scalar product is less are surely further apart than `metres`, as `distanceM` counts. */
export function surelyBeyond(metres: number): number {
  const angle = (metres + MARGIN_M) / RADIUS_M;
  return angle >= Math.PI ? -2 : Math.cos(angle);
}

/** Two points whose scalar product is greater are surely nearer than `metres`, as `distanceM` counts. */
export function surelyWithin(metres: number): number {
  return metres <= MARGIN_M ? 2 : Math.cos(Math.min(Math.PI, (metres - MARGIN_M) / RADIUS_M));
}

/** Degrees of latitude and of longitude on either side of a point that hold all that `distanceM` puts within `metres`. */
export function halfExtent(latitude: number, metres: number): Point {
  const angle = (metres + MARGIN_M) / RADIUS_M;
  const height = angle / RADIANS;
  if (Math.abs(latitude) + height >= 90) return { latitude: height, longitude: 180 };
  const width = Math.asin(Math.min(1, Math.sin(angle) / Math.cos(latitude * RADIANS))) / RADIANS;
  return { latitude: height, longitude: Math.min(180, width + 1e-6) };
}
