import type { CleOffre, TriOffres } from './normalized.js';

const DECROISSANT: Record<TriOffres, boolean> = {
  DISTANCE: false,
  NOM: false,
  MISE_A_JOUR: true,
  DISPONIBILITE: true,
  PERTINENCE: false,
};

/** Whether greater values of this sort come first. */
export function estDecroissant(tri: TriOffres): boolean {
  return DECROISSANT[tri];
}

/** The total order of a sort: negative when `a` comes before `b`. Ties are broken by the id, by code units. */
export function comparerCles(tri: TriOffres, a: CleOffre, b: CleOffre): number {
  if (a.valeur !== b.valeur) {
    const avant = a.valeur < b.valeur ? -1 : 1;
    return DECROISSANT[tri] ? -avant : avant;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const RAYON_TERRE_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * Great-circle distance in whole metres (haversine on the mean radius of the Earth).
 * Whole metres make the order the same wherever it is computed.
 */
export function distanceM(latA: number, lonA: number, latB: number, lonB: number): number {
  const dLat = (latB - latA) * RADIANS;
  const dLon = (lonB - lonA) * RADIANS;
  const sLat = Math.sin(dLat / 2);
  const sLon = Math.sin(dLon / 2);
  const h = sLat * sLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sLon * sLon;
  return Math.round(2 * RAYON_TERRE_M * Math.asin(Math.min(1, Math.sqrt(h))));
}
