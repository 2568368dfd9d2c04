import { type AskRegion, nameOf, notAsked, type RegionClient } from '../regions/index.js';
import type { BreakerOptions } from './breaker.js';
import { type EtatGarde, RegionGuard } from './region-guard.js';

/** Guards kept: more than there are regions, so that a list that changes keeps those of the regions that stay. */
const GUARDS_MAX = 256;

/** The guards of all the regions. */
export interface Guards {
  /** The stage: asks a region through its guard. */
  ask: AskRegion;
  /** Milliseconds within which nearly all the answers of a region come; undefined while few are known. */
  usualMs(region: RegionClient): number | undefined;
  /** By member of the whitelist. */
  states(): Map<string, EtatGarde>;
  close(): void;
}

/** Puts a guard before each region. */
export function guardRegions(ask: AskRegion, options: Omit<BreakerOptions, 'probe'> = {}): Guards {
  const guards = new Map<string, RegionGuard>();
  const guardOf = (region: RegionClient): RegionGuard => {
    const key = nameOf(region);
    let guard = guards.get(key);
    if (guard === undefined) {
      guard = new RegionGuard(region, options);
      guards.set(key, guard);
      if (guards.size > GUARDS_MAX) {
        const [oldest] = guards;
        oldest![1].close();
        guards.delete(oldest![0]);
      }
    }
    return guard;
  };
  return {
    ask: (region, question, asker, timeoutMs) =>
      notAsked(region, asker.perimeter) ?? guardOf(region).ask(ask, region, question, asker, timeoutMs),
    usualMs: (region) => guards.get(nameOf(region))?.usualMs(),
    states: () => new Map([...guards].map(([key, guard]) => [key.split(' ')[0]!, guard.state()])),
    close: () => {
      for (const guard of guards.values()) guard.close();
    },
  };
}
