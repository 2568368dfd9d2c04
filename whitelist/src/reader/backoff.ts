const FIRST_MS = 250;
const LAST_MS = 3_000;

/** How long to wait before the next try: twice as long after each that failed, at most 3 s. */
export class Backoff {
  #ms = FIRST_MS;

  /** @param good whether the last try was */
  after(good: boolean): number {
    this.#ms = good ? FIRST_MS : Math.min(this.#ms * 2, LAST_MS);
    return this.#ms;
  }
}

/** A delay that members do not share: they must not all come back at the same instant. */
export function jittered(ms: number): number {
  return ms * (0.5 + Math.random());
}
