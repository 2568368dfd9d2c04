import type { Deadline } from '../deadline/index.js';
import type { Asker, FanOut, RegionAnswer, RegionClient } from '../regions/index.js';
import type { ListPlace } from './list-place.js';

/** What a gathering shares with the rest of its request. */
export interface GatherContext extends Asker {
  deadline: Deadline;
  fanOut: FanOut;
  /** Regions that let a deadline pass earlier in this request: not asked again. */
  silent: ReadonlyMap<RegionClient, RegionAnswer>;
}

/** What one gathering of national objects carries to the regions and brings back. */
export interface LookupContext extends GatherContext {
  place: ListPlace;
  /** Milliseconds given to this round. */
  timeoutMs: number;
  /** Told of what a region answered about one national key. */
  answered(region: RegionClient, key: string, answer: RegionAnswer): void;
}
