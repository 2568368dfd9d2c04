import { CLOCK_TOLERANCE_MS, type Heartbeat } from '../document/index.js';
import type { TrustedClock } from './clock.js';

/** How much the list in force is worth: vouched for, no longer vouched for, expired but tolerated, of no effect. */
export type WhitelistState = 'fresh' | 'degraded' | 'grace' | 'closed';

/** The state, and since when (epoch milliseconds). */
export interface WhitelistStatus {
  readonly state: WhitelistState;
  readonly since: number;
}

/** What bounds the list in force. */
export interface Bounds {
  /** Epoch milliseconds. */
  readonly expires: number;
  readonly heartbeatMaxAgeMs: number;
  readonly graceMs: number;
}

/** Decides from the clock and the last good heartbeat alone: whatever the refresher does, or has ceased to do. */
export class Freshness {
  #vouched: { received: number; expires: number } | undefined;

  constructor(private readonly clock: TrustedClock) {}

  /** A good heartbeat has come for the list in force. A list that follows it later is no less fresh. */
  vouch(heartbeat: Heartbeat): void {
    this.#vouched = { received: this.clock.monotonic(), expires: Date.parse(heartbeat.expires) };
  }

  /** Milliseconds since the last good heartbeat, null before the first. */
  get heartbeatAgeMs(): number | null {
    return this.#vouched === undefined ? null : this.clock.monotonic() - this.#vouched.received;
  }

  stateOf({ expires, heartbeatMaxAgeMs, graceMs }: Bounds): WhitelistState {
    const now = this.clock.now();
    if (now >= expires + graceMs) return 'closed';
    if (now >= expires) return 'grace';
    const vouched = this.#vouched;
    const fresh =
      vouched !== undefined &&
      this.clock.monotonic() - vouched.received <= heartbeatMaxAgeMs &&
      now < vouched.expires + CLOCK_TOLERANCE_MS;
    return fresh ? 'fresh' : 'degraded';
  }
}
