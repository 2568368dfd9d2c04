/** Tells each step of a long start, with the time it took. */
export class Progress {
  readonly #start = performance.now();
  #step = performance.now();

  done(text: string): void {
    const now = performance.now();
    console.log(`  ${((now - this.#step) / 1000).toFixed(1).padStart(5)} s  ${text}`);
    this.#step = now;
  }

  /** Seconds since the beginning. */
  get seconds(): string {
    return ((performance.now() - this.#start) / 1000).toFixed(1);
  }
}
