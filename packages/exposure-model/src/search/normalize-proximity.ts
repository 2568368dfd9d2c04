import { BORNES } from './bounds.js';
import { LECTEURS_TERRITOIRE } from './canonical-values.js';
import type { Predicat } from './normalized.js';
import { estAbsent, lireNombre, lireObjet, lireTexte, montrer, type Objet, typeInvalide } from './read-values.js';
import { ErreurRecherche } from './search-error.js';

/** A point in degrees (WGS 84). */
export interface Point {
  latitude: number;
  longitude: number;
}

/** Reference point of an INSEE commune, when one is known. */
export type PointDeCommune = (codeINSEE: string) => Point | undefined;

const CHAMPS = new Set(['latitude', 'longitude', 'commune', 'distanceKm', 'distance', 'uniteDistance']);
const METRES_PAR_UNITE = { km: 1000, m: 1 } as const;

type UniteDistance = keyof typeof METRES_PAR_UNITE;

/** A disc: RG_RECH_05 (0 to 1000 km), RG_RECH_13 (km or m), RG_RECH_14 (no unit: km). */
export function normaliserProximite(valeur: unknown, champ: string, pointDeCommune?: PointDeCommune): Predicat {
  const proximite = lireObjet(valeur, champ, CHAMPS);
  const { latitude, longitude } = lirePoint(proximite, champ, pointDeCommune);
  return { sorte: 'disque', latitude, longitude, rayonM: lireRayonM(proximite, champ) };
}

function lirePoint(proximite: Objet, champ: string, pointDeCommune?: PointDeCommune): Point {
  const { latitude, longitude, commune } = proximite;
  const auMoinsUne = !estAbsent(latitude) || !estAbsent(longitude);
  if (!estAbsent(commune)) {
    if (auMoinsUne) {
      throw new ErreurRecherche(
        'PROXIMITE_CONTRADICTOIRE',
        champ,
        `${champ} a un point et une commune (${montrer(commune)}) : donnez l’un ou l’autre.`,
      );
    }
    return placer(commune, `${champ}.commune`, pointDeCommune);
  }
  if (!auMoinsUne) {
    throw new ErreurRecherche(
      'PROXIMITE_INCOMPLETE',
      champ,
      `${champ} n’a pas de point : donnez latitude et longitude, ou une commune (code INSEE).`,
    );
  }
  for (const nom of ['latitude', 'longitude'] as const) {
    if (estAbsent(proximite[nom])) {
      throw new ErreurRecherche(
        'PROXIMITE_INCOMPLETE',
        `${champ}.${nom}`,
        `${champ}.${nom} manque : donnez latitude et longitude, en degrés.`,
      );
    }
  }
  return {
    latitude: lireDegres(latitude, `${champ}.latitude`, 90),
    longitude: lireDegres(longitude, `${champ}.longitude`, 180),
  };
}

function lireDegres(valeur: unknown, champ: string, max: number): number {
  return lireNombre(valeur, champ, { min: -max, max, unite: 'degrés', code: 'COORDONNEES_INVALIDES' });
}

function placer(valeur: unknown, champ: string, pointDeCommune?: PointDeCommune): Point {
  const commune = LECTEURS_TERRITOIRE.commune(lireTexte(valeur, champ), champ);
  const point = pointDeCommune?.(commune);
  if (point) return { latitude: point.latitude, longitude: point.longitude };
  throw new ErreurRecherche(
    'COMMUNE_SANS_POINT',
    champ,
    `${champ} : la commune ${commune} n’a pas de point de référence connu : ` +
      'vérifiez son code INSEE, ou donnez latitude et longitude.',
  );
}

function lireRayonM(proximite: Objet, champ: string): number {
  const { distanceKm, distance, uniteDistance } = proximite;
  if (!estAbsent(distanceKm)) {
    if (!estAbsent(distance) || !estAbsent(uniteDistance)) {
      throw new ErreurRecherche(
        'PROXIMITE_CONTRADICTOIRE',
        champ,
        `${champ} a distanceKm et distance ou uniteDistance : donnez distanceKm seul, ou distance et son unité.`,
      );
    }
    return rayonM(distanceKm, `${champ}.distanceKm`, 'km');
  }
  if (estAbsent(distance)) {
    throw new ErreurRecherche(
      'PROXIMITE_INCOMPLETE',
      `${champ}.distanceKm`,
      `${champ}.distanceKm manque : donnez un rayon de 0 à ${BORNES.distanceKm} km.`,
    );
  }
  return rayonM(distance, `${champ}.distance`, lireUnite(uniteDistance, `${champ}.uniteDistance`));
}

function lireUnite(valeur: unknown, champ: string): UniteDistance {
  if (estAbsent(valeur)) return 'km';
  if (typeof valeur !== 'string') throw typeInvalide(champ, 'km ou m', valeur);
  if (Object.hasOwn(METRES_PAR_UNITE, valeur)) return valeur as UniteDistance;
  throw new ErreurRecherche('RG_RECH_13', champ, `${champ} vaut ${montrer(valeur)} : donnez km ou m.`);
}

/** Metres, to the millimetre: 1.001 km is 1001 m, not a hair less. */
function rayonM(valeur: unknown, champ: string, unite: UniteDistance): number {
  const metresParUnite = METRES_PAR_UNITE[unite];
  const max = (BORNES.distanceKm * 1000) / metresParUnite;
  const rayon = lireNombre(valeur, champ, { min: 0, max, unite, code: 'RG_RECH_05' });
  return Math.round(rayon * metresParUnite * 1000) / 1000;
}
