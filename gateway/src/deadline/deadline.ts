/** The time that one national request has. */
export class Deadline {
  readonly requestId: string;
  readonly #end: number;

  /**
   * @param totalMs milliseconds for the whole request
   * @param since when the request arrived, on the clock of `performance.now()`
   */
  constructor(totalMs: number, requestId: string, since: number) {
    this.requestId = requestId;
    this.#end = since + totalMs;
  }

  /** Milliseconds left, never under zero. */
  msLeft(): number {
    return Math.max(0, Math.round(this.#end - performance.now()));
  }
}
