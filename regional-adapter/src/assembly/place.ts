import type { Adresse, Geolocalisation, Lieu } from '@inter-ror/exposure-model';

export interface Point {
  latitude: number;
  longitude: number;
}

/** A place once read: what is known of it. */
export interface Situation {
  point: Point | null;
  /** INSEE code. */
  commune: string | null;
  codePostal: string | null;
}

/** The point of a geocode; null when absent, out of the degrees, or `0, 0`, which exports write for "unknown". */
export function pointDe(geolocalisation: Geolocalisation | undefined): Point | null {
  if (geolocalisation === undefined) return null;
  const { latitude, longitude } = geolocalisation;
  const valide = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  return valide ? { latitude, longitude } : null;
}

/** First postcode of an address, or of a list of them. */
function codePostalDe(adresses: readonly (Adresse | undefined)[]): string | null {
  for (const adresse of adresses) {
    for (const ligne of adresse?.lignes ?? []) {
      const codePostal = ligne.composants?.postCode?.trim();
      if (codePostal) return codePostal;
    }
  }
  return null;
}

/**
 * Where a record stands: by its place (`location`), then by its own geocode and addresses.
 */
export function situer(
  lieu: Lieu | undefined,
  geolocalisation: Geolocalisation | undefined,
  adresses: readonly Adresse[] | undefined,
): Situation {
  const commune = lieu?.commune.code.trim().toUpperCase();
  return {
    point: pointDe(lieu?.geolocalisation) ?? pointDe(geolocalisation),
    commune: commune ? commune.padStart(5, '0') : null,
    codePostal: codePostalDe([lieu?.adresse, ...(adresses ?? [])]),
  };
}
