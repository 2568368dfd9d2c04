import { distanceM, type Recherche } from '@inter-ror/exposure-model';
import type { ResumeOffres } from '@inter-ror/region-state';

/** Smaller pages, and those of fewer regions, are asked whole. */
const PAGE_MIN = 8;
const REGIONS_MIN = 4;
/** Offers asked of a region that may bring none, for a page of one hundred. */
const FAR_SHARE = 0.2;
/** How many times its mean share of a page sorted by name a region is asked for, and offers beyond. */
const NAME_SHARES = 2.5;
const NAME_BEYOND = 2;
const OFFERS_MIN = 3;

/**
 * How many offers of a page are asked first of each region that probably brings few of them, by what the summaries say;
 * a region that is not in the answer is asked for the whole page. By distance, the near regions bring the page: those
 * of which some disc holds the point, or the last distance seen. By name, each brings about its share. Nothing is
 * foretold of the other sorts, whose first offers may all be of one region.
 */
export function sharePage<Region>(
  summaries: ReadonlyMap<Region, ResumeOffres>,
  { tri, origine, first, apres }: Pick<Recherche, 'tri' | 'origine' | 'first' | 'apres'>,
): ReadonlyMap<Region, number> {
  if (first < PAGE_MIN || summaries.size < REGIONS_MIN) return new Map();
  if (tri === 'DISTANCE' && origine !== undefined) {
    const reached = Number(apres?.valeur ?? 0);
    const bounds = new Map([...summaries].map(([region, summary]) => [region, nearestM(summary, origine)]));
    const near = Math.max(reached, Math.min(...bounds.values()));
    const few = Math.max(OFFERS_MIN, Math.ceil(first * FAR_SHARE));
    return new Map([...bounds].filter(([, bound]) => bound > near).map(([region]) => [region, few]));
  }
  if (tri !== 'NOM') return new Map();
  const total = [...summaries.values()].reduce((sum, { offres }) => sum + offres, 0);
  const few = Math.max(OFFERS_MIN, Math.ceil((first * NAME_SHARES) / summaries.size) + NAME_BEYOND);
  if (few >= first) return new Map();
  const mean = total / summaries.size;
  return new Map([...summaries].filter(([, { offres }]) => offres <= 2 * mean).map(([region]) => [region, few]));
}

/** No offer of the region is nearer, metres. */
function nearestM(
  { disques, sansLieu }: ResumeOffres,
  { latitude, longitude }: { latitude: number; longitude: number },
) {
  const bounds = disques.map(([lat, lon, radius]) => distanceM(latitude, longitude, lat, lon) - radius);
  return Math.max(0, Math.min(sansLieu === 0 ? Number.POSITIVE_INFINITY : Number.MAX_VALUE, ...bounds));
}
