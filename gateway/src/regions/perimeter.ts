import type { RegionAnswer } from './region-answer.js';
import type { RegionClient } from './region-client.js';

/** Region codes that a member may ask for, or `['*']` for the whole nation. */
export type Perimeter = readonly string[];

/** The answer for a region that is not asked: by the asker's perimeter, or for nobody; `undefined` when it is. */
export function notAsked(region: RegionClient, perimeter: Perimeter): RegionAnswer | undefined {
  const { unasked } = region;
  return outOfPerimeter(region, perimeter) ?? (unasked && { ...unasked, latenceMs: 0 });
}

/** The answer for a region that the asker may not ask for; `undefined` when it may. */
export function outOfPerimeter({ member }: RegionClient, perimeter: Perimeter): RegionAnswer | undefined {
  if (perimeter.includes('*') || member.regionCodes.every((code) => perimeter.includes(code))) return undefined;
  return {
    statut: 'REFUSEE',
    latenceMs: 0,
    code: 'HORS_PERIMETRE',
    message: 'Cette région n’est pas dans votre périmètre de la liste blanche.',
  };
}
