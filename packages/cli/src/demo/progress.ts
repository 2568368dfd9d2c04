/** A step that lasts longer says how far it is. */
const STILL_MS = 10_000;

/** Tells each step of a long start, with the time it took. */
export class Progress {
  readonly #start = performance.now();
  #step = performance.now();
  #told = performance.now();

  done(text: string): void {
    const now = performance.now();
    console.log(`  ${((now - this.#step) / 1000).toFixed(1).padStart(5)} s  ${text}`);
    this.#step = this.#told = now;
  }

  /** How far the step is, when nothing was told for ten seconds. */
  far(text: string): void {
    const now = performance.now();
    if (now - this.#told < STILL_MS) return;
    this.#told = now;
    console.log(`          … ${text}`);
  }

  /** Seconds since the beginning. */
  get seconds(): string {
    return ((performance.now() - this.#start) / 1000).toFixed(1);
  }
}
