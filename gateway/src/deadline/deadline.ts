/** The time that one national request has. */
export class Deadline {
  readonly requestId: string;
  readonly #end: number;

  /** @param totalMs milliseconds for the whole request */
  constructor(totalMs: number, requestId: string) {
    this.requestId = requestId;
    this.#end = performance.now() + totalMs;
  }

  /** Milliseconds left, never under zero. */
  msLeft(): number {
    return Math.max(0, Math.round(this.#end - performance.now()));
  }
}
