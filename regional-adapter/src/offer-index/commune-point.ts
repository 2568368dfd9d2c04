import { type Point, pointOf, vectorOf } from './sphere.js';

/**
 * The middle of distinct places, with their number, on the sphere: right on both sides of the antimeridian.
 * The same places give the same point, whatever their order; no place gives none.
 */
export function middleOfPlaces(places: readonly Point[]): (Point & { lieux: number }) | undefined {
  if (places.length === 0) return undefined;
  const sorted = [...places].sort((a, b) => a.latitude - b.latitude || a.longitude - b.longitude);
  let [x, y, z] = [0, 0, 0];
  for (const { latitude, longitude } of sorted) {
    const vector = vectorOf(latitude, longitude);
    x += vector[0];
    y += vector[1];
    z += vector[2];
  }
  return { ...pointOf([x, y, z]), lieux: places.length };
}
