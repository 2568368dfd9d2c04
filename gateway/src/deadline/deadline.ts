/** The time that one national request has. */
export class Deadline {
  readonly requestId: string;
  readonly #totalMs: number;
  readonly #since: number;
  readonly #chosen: boolean;

  /**
   * @param totalMs milliseconds for the whole request
   * @param since when the request arrived, on the clock of `performance.now()`
   * @param chosen whether the client said it
   */
  constructor(totalMs: number, requestId: string, since: number, chosen = false) {
    this.requestId = requestId;
    this.#totalMs = totalMs;
    this.#since = since;
    this.#chosen = chosen;
  }

  /** Milliseconds left, never under zero. */
  msLeft(): number {
    return Math.max(0, Math.round(this.#since + this.#totalMs - performance.now()));
  }

  /** For an answer that is worth nothing unless it is whole: more time, when the client did not choose its own. */
  atLeast(totalMs: number): Deadline {
    if (this.#chosen || totalMs <= this.#totalMs) return this;
    return new Deadline(totalMs, this.requestId, this.#since);
  }
}
