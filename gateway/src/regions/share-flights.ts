import { type FanOut, type Replied, type ToldOfReply, viewOf } from './fan-out.js';
import type { RegionClient } from './region-client.js';

/** Whoever joins a question already out loses at most this part of its own time. */
const LATE_PART = 0.25;

interface Flight {
  replied: Promise<readonly Replied[]>;
  regions: readonly RegionClient[];
  /** Nobody joins after. */
  lastCall: number;
  /** Those who have replied already, for who joins. */
  heard: Replied[];
  told: Set<ToldOfReply>;
}

/**
 * Questions that are the same, of the same profile and perimeter, share one fan-out while it is out.
 */
export function shareFlights(fanOut: FanOut): FanOut {
  const flights = new Map<string, Flight>();
  return (regions, question, asker, timeoutMs, told) => {
    const key = `${viewOf(asker)} ${asker.accepterPerime ?? false} ${question.text}`;
    const now = performance.now();
    const known = flights.get(key);
    if (known !== undefined && now <= known.lastCall && sameRegions(known.regions, regions)) {
      if (told !== undefined) {
        for (const one of known.heard) told(one);
        known.told.add(told);
      }
      return known.replied;
    }
    const heard: Replied[] = [];
    const listeners = new Set(told === undefined ? [] : [told]);
    const replied = fanOut(regions, question, asker, timeoutMs, (one) => {
      heard.push(one);
      for (const listener of listeners) listener(one);
    });
    const flight: Flight = { replied, regions, lastCall: now + timeoutMs * LATE_PART, heard, told: listeners };
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
