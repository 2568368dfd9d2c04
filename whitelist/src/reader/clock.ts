import { CLOCK_TOLERANCE_MS } from '../document/index.js';

/** Where the time comes from. */
export interface Clock {
  /** Epoch milliseconds, which somebody may set. */
  now(): number;
  /** Milliseconds from an arbitrary instant, which nobody sets. */
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/**
 * The time of this host, which never goes back before what the authority has signed: set back, the clock would give
 * life again to a list that has expired.
 */
export class TrustedClock {
  #floor = 0;
  #since = 0;

  constructor(private readonly clock: Clock) {}

  /** Learns a signed instant. */
  learn(signed: number): void {
    if (signed <= this.#atLeast()) return;
    this.#floor = signed;
    this.#since = this.clock.monotonic();
  }

  now(): number {
    return Math.max(this.clock.now(), this.#atLeast());
  }

  monotonic(): number {
    return this.clock.monotonic();
  }

  /** Whether this host's clock is behind what has been signed, beyond what is tolerated. */
  get behind(): boolean {
    return this.clock.now() < this.#atLeast() - CLOCK_TOLERANCE_MS;
  }

  #atLeast(): number {
    return this.#floor === 0 ? 0 : this.#floor + this.clock.monotonic() - this.#since;
  }
}
