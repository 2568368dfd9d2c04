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

export const METROPOLE: Cadre = { ouest: -5.3, sud: 41.2, est: 9.8, nord: 51.3 };

/** Width and height of a drawing, and the way from degrees to it: equirectangular, true at the middle latitude. */
export interface Projection {
  largeur: number;
  hauteur: number;
  x(longitude: number): number;
  y(latitude: number): number;
}

export function projection(cadre: Cadre, largeur: number): Projection {
  const shrink = Math.cos((((cadre.sud + cadre.nord) / 2) * Math.PI) / 180);
  const scale = largeur / ((cadre.est - cadre.ouest) * shrink);
  return {
    largeur,
    hauteur: Math.round((cadre.nord - cadre.sud) * scale),
    x: (longitude) => (longitude - cadre.ouest) * shrink * scale,
    y: (latitude) => (cadre.nord - latitude) * scale,
  };
}

/** The smallest box that holds the points with room around, never smaller than about 100 km, about as wide as high. */
export function cadreDe(points: readonly Point[]): Cadre {
  const lats = points.map((p) => p.latitude);
  const lons = points.map((p) => p.longitude);
  const [sud, nord] = [Math.min(...lats), Math.max(...lats)];
  const [ouest, est] = [Math.min(...lons), Math.max(...lons)];
  const shrink = Math.max(0.2, Math.cos((((sud + nord) / 2) * Math.PI) / 180));
  const half = Math.max((nord - sud) / 2, ((est - ouest) * shrink) / 2, 0.45) * 1.2;
  const [lat, lon] = [(sud + nord) / 2, (ouest + est) / 2];
  return { sud: lat - half, nord: lat + half, ouest: lon - half / shrink, est: lon + half / shrink };
}
