import type { TlsIdentity } from '@inter-ror/mutual-tls';
import type { Clock } from './clock.js';
import type { WhitelistStatus } from './freshness.js';
import type { FollowedWhitelist } from './trust-health.js';

export interface WhitelistNetworkOptions {
  /** Addresses of the publisher, tried before those of the authority's entries in the list. */
  urls?: readonly string[];
  /** `trust.json`: the network's name and the root's public key. */
  trustFile: string;
  /** The last good list; needed at the first start. A newer list put there by hand is verified and applied. */
  cacheFile: string;
  /** Where what has been accepted is remembered, so that anything older is refused after a restart too. */
  stateFile: string;
  /** Who asks: a listed member. */
  identity: TlsIdentity;
  /** How long after its end a list still admits, 0 to 4 h; the end of an entry is never extended. @default 0 */
  graceMs?: number;
  /** Time between two pulls, give or take a fifth. @default 30 s */
  pullMs?: number;
  clock?: Clock;
  /** Told at each change of state, and at the opening when the list is not fresh. */
  onStatus?(now: WhitelistStatus, before: WhitelistStatus | undefined): void;
  /** Told of each new failure, while the last good list stays in force. */
  onError?(error: Error): void;
}

/** A whitelist followed at its publisher. */
export interface NetworkWhitelist extends FollowedWhitelist {
  status(): WhitelistStatus;
}
