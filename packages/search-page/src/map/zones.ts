import { regions } from '@inter-ror/territory';
import { contours } from './contours.js';
import { METROPOLE, type Point } from './projection.js';

/** A part of the map: what is in one piece of the country. */
export interface Zone<T> {
  nom: string;
  offres: T[];
}

/** Degrees around a region overseas that are still its own. */
const AROUND = 1;

/** Shares points between the pieces of the country, metropolitan France first, then in the order of the codes. */
export function zones<T extends Point>(points: readonly T[]): Zone<T>[] {
  const found = new Map<string, Zone<T>>();
  for (const point of points) {
    const { cle, nom } = zoneOf(point);
    const zone = found.get(cle) ?? { nom, offres: [] };
    zone.offres.push(point);
    found.set(cle, zone);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, zone]) => zone);
}

function zoneOf({ latitude, longitude }: Point): { cle: string; nom: string } {
  const { ouest, est, sud, nord } = METROPOLE;
  if (longitude >= ouest && longitude <= est && latitude >= sud && latitude <= nord)
    return { cle: '', nom: 'Métropole' };
  for (const [code, rings] of contours()) {
    const near = rings
      .flat()
      .some(([lon, lat]) => Math.abs(lon - longitude) < AROUND && Math.abs(lat - latitude) < AROUND);
    if (near) return { cle: code, nom: regions().find((r) => r.code === code)?.nom ?? code };
  }
  return { cle: 'ailleurs', nom: 'Ailleurs' };
}
