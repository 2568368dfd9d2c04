/** Second questions that may be sent for a hundred first ones. */
const PER_HUNDRED = 3;
const BURST = 3;

/** Keeps second questions rare: a region that is slow for everybody must not receive twice as many. */
export class HedgeBudget {
  #tokens = BURST;

  /** A first question goes out. */
  asked(): void {
    this.#tokens = Math.min(BURST, this.#tokens + PER_HUNDRED / 100);
  }

  /** Whether a second one may. */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
