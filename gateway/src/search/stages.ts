import type { Recherche } from '@inter-ror/exposure-model';
import type { Asker, FanOut, RegionClient, RegionDirectory, Reply, ToldOfReply } from '../regions/index.js';
import type { CommunePoints } from './commune-points.js';

/**
 * Stage of a search, before the fan-out: the regions that need not be asked, each with the reply that stands for its
 * own (`ECARTEE` on the proof that it holds nothing).
 */
export type PlanSearch = (
  regions: readonly RegionClient[],
  recherche: Recherche,
  asker: Asker,
) => ReadonlyMap<RegionClient, Reply>;

/** The stage of a gateway that has no proof. */
export const askEveryRegion: PlanSearch = () => NOBODY;

const NOBODY: ReadonlyMap<RegionClient, Reply> = new Map();

/** What a search goes through: places, plan, fan-out (guards, caches, regions), merge. */
export interface SearchContext extends Asker {
  directory: RegionDirectory;
  points: CommunePoints;
  plan: PlanSearch;
  fanOut: FanOut;
  /** Told of each region of a search as it replies; absent when nobody wants to know. */
  told?: ToldOfReply | undefined;
}
