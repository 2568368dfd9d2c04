/** A point of the map, degrees. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** What the map shows: a box of degrees. */
export interface Cadre {
  ouest: number;
  sud: number;
  est: number;
  nord: number;
}

const KM_PER_DEGREE = 111.2;
/** Half of the side of the smallest box, degrees: around several points, and around one, whose place in its region matters. */
const HALF_MIN = 0.45;
const HALF_ALONE = 1;

export const METROPOLE: Cadre = { ouest: -5.3, sud: 41.2, est: 9.8, nord: 51.3 };

/** Width and height of a drawing, and the way from degrees to it: equirectangular, true at the middle latitude. */
export interface Projection {
  largeur: number;
  hauteur: number;
  /** Units of the drawing in a kilometre. */
  parKm: number;
  x(longitude: number): number;
  y(latitude: number): number;
}

export function projection(cadre: Cadre, largeur: number): Projection {
  const shrink = Math.cos((((cadre.sud + cadre.nord) / 2) * Math.PI) / 180);
  const scale = largeur / ((cadre.est - cadre.ouest) * shrink);
  return {
    largeur,
    hauteur: Math.round((cadre.nord - cadre.sud) * scale),
    parKm: scale / KM_PER_DEGREE,
    x: (longitude) => (longitude - cadre.ouest) * shrink * scale,
    y: (latitude) => (cadre.nord - latitude) * scale,
  };
}

/** The smallest box that holds the points with room around, never smaller than about 120 km, about as wide as high. */
export function cadreDe(points: readonly Point[]): Cadre {
  const lats = points.map((p) => p.latitude);
  const lons = points.map((p) => p.longitude);
  const [sud, nord] = [Math.min(...lats), Math.max(...lats)];
  const [ouest, est] = [Math.min(...lons), Math.max(...lons)];
  const shrink = Math.max(0.2, Math.cos((((sud + nord) / 2) * Math.PI) / 180));
  const half =
    Math.max((nord - sud) / 2, ((est - ouest) * shrink) / 2, points.length === 1 ? HALF_ALONE : HALF_MIN) * 1.2;
  const [lat, lon] = [(sud + nord) / 2, (ouest + est) / 2];
  return { sud: lat - half, nord: lat + half, ouest: lon - half / shrink, est: lon + half / shrink };
}
