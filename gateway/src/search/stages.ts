import type { Recherche } from '@inter-ror/exposure-model';
import type { Asker, FanOut, RegionClient, RegionDirectory, Reply, ToldOfReply } from '../regions/index.js';
import type { CommunePoints } from './commune-points.js';

/** What is known before regions are asked. */
export interface SearchPlan {
  /** Regions that need not be asked, each with the reply that stands for its own (`ECARTEE` on the proof that it holds nothing). */
  apart: ReadonlyMap<RegionClient, Reply>;
  /**
   * Offers that are asked first of regions which may well bring few of the page; the others are asked for the whole
   * page. A region that turns out to bring more is asked again for what follows.
   */
  firsts: ReadonlyMap<RegionClient, number>;
}

/** Stage of a search, before the fan-out. */
export type PlanSearch = (regions: readonly RegionClient[], recherche: Recherche, asker: Asker) => SearchPlan;

/** The stage of a gateway that knows nothing of its regions. */
export const askEveryRegion: PlanSearch = () => ({ apart: new Map(), firsts: new Map() });

/** What a search goes through: places, plan, fan-out (guards, caches, regions), merge. */
export interface SearchContext extends Asker {
  directory: RegionDirectory;
  points: CommunePoints;
  plan: PlanSearch;
  fanOut: FanOut;
  /** Told of each region of a search as it replies; absent when nobody wants to know. */
  told?: ToldOfReply | undefined;
}
