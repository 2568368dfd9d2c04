import type { FanOut, Replied } from './fan-out.js';
import type { RegionClient } from './region-client.js';

/** Whoever joins a question already out loses at most this part of its own time. */
const LATE_PART = 0.25;

interface Flight {
  replied: Promise<readonly Replied[]>;
  regions: readonly RegionClient[];
  /** Nobody joins after. */
  lastCall: number;
}

/**
 * Questions that are the same, of the same profile and perimeter, share one fan-out while it is out.
 * What one asker may not see is never given to another: both are in the key.
 */
export function shareFlights(fanOut: FanOut): FanOut {
  const flights = new Map<string, Flight>();
  return (regions, question, asker, timeoutMs) => {
    const key = JSON.stringify([asker.profil, asker.stated !== undefined, asker.perimeter, question.text]);
    const now = performance.now();
    const known = flights.get(key);
    if (known !== undefined && now <= known.lastCall && sameRegions(known.regions, regions)) return known.replied;
    const replied = fanOut(regions, question, asker, timeoutMs);
    const flight = { replied, regions, lastCall: now + timeoutMs * LATE_PART };
    flights.set(key, flight);
    const landed = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    replied.then(landed, landed);
    return replied;
  };
}

function sameRegions(some: readonly RegionClient[], others: readonly RegionClient[]): boolean {
  return some === others || (some.length === others.length && some.every((region, i) => region === others[i]));
}
