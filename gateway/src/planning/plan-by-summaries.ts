import { holdsNothing } from '@inter-ror/region-state';
import { notAsked, type RegionClient, type Reply } from '../regions/index.js';
import type { PlanSearch } from '../search/index.js';
import type { RegionStates } from '../states/index.js';

/** What regions show to whom asks for nobody. */
const PUBLIC = 0;

/**
 * Sets a region apart only on the proof, by the summary of its current state for the asking profile, that it holds
 * nothing of what is searched: an answer that is planned is the answer that is not.
 */
export function planBySummaries(states: RegionStates): PlanSearch {
  return (regions, { predicat }, { perimeter, profil, stated }) => {
    const apart = new Map<RegionClient, Reply>();
    for (const region of regions) {
      if (notAsked(region, perimeter) !== undefined) continue;
      const summary = states.summary(region, stated === undefined ? PUBLIC : profil);
      if (summary === undefined || !holdsNothing(summary, predicat)) continue;
      const { etat, generation, date } = states.current(region)!;
      apart.set(region, { statut: 'ECARTEE', latenceMs: 0, etat, generation, date });
    }
    return apart;
  };
}
