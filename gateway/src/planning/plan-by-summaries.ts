import { holdsNothing, type ResumeOffres } from '@inter-ror/region-state';
import { notAsked, type RegionClient, type Reply } from '../regions/index.js';
import type { PlanSearch } from '../search/index.js';
import type { RegionStates } from '../states/index.js';
import { sharePage } from './share-page.js';

/** What regions show to whom asks for nobody. */
const PUBLIC = 0;
/** A region that usually takes more than this part of the time may not have that of a second question. */
const SLOW_PART = 0.25;

/**
 * Sets a region apart only on the proof, by the summary of its current state for the asking profile, that it holds
 * nothing of what is searched, and asks few offers first of those that should bring few: an answer that is planned is
 * the answer that is not.
 */
export function planBySummaries(
  states: RegionStates,
  usualMs: (region: RegionClient) => number | undefined,
): PlanSearch {
  return (regions, recherche, { perimeter, profil, stated, deadline }) => {
    const apart = new Map<RegionClient, Reply>();
    const summaries = new Map<RegionClient, ResumeOffres>();
    for (const region of regions) {
      if (notAsked(region, perimeter) !== undefined) continue;
      const summary = states.summary(region, stated === undefined ? PUBLIC : profil);
      if (summary === undefined) continue;
      if (holdsNothing(summary, recherche.predicat)) {
        const { etat, generation, date } = states.current(region)!;
        apart.set(region, { statut: 'ECARTEE', latenceMs: 0, etat, generation, date });
      } else summaries.set(region, summary);
    }
    const slow = deadline.msLeft() * SLOW_PART;
    const firsts = [...sharePage(summaries, recherche)].filter(([region]) => (usualMs(region) ?? 0) <= slow);
    return { apart, firsts: new Map(firsts) };
  };
}
