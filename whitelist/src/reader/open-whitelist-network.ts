import { systemClock } from './clock.js';
import type { NetworkWhitelist, WhitelistNetworkOptions } from './network-options.js';
import { NetworkReader } from './network-reader.js';

/** Time given to a first contact before the list of the cache is served; longer when that list has expired. */
const FIRST_CONTACT_MS = 5_000;
const LAST_CHANCE_MS = 10_000;

/**
 * Opens the last good list and follows the publisher: heartbeats and new versions are pushed, and pulled in case the push
 * is cut; each version applied is acknowledged. A list without heartbeat is degraded and still serves; one that has
 * expired serves for the grace, then admits nobody until a good one comes.
 * @throws WhitelistError when there is no good list: the caller must not listen
 */
export async function openWhitelistNetwork(o: WhitelistNetworkOptions): Promise<NetworkWhitelist> {
  const reader = new NetworkReader({ ...o, clock: o.clock ?? systemClock });
  try {
    await reader.firstContact(FIRST_CONTACT_MS, LAST_CHANCE_MS);
    return reader;
  } catch (error) {
    reader.close();
    throw error;
  }
}
