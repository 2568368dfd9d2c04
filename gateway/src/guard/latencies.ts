const KEPT = 64;
/** Fewer than these say nothing of what is usual. */
const ENOUGH = 10;

/** Answers after which what is usual is looked at again. */
const AGAIN_AFTER = 4;

/** The last latencies of a region, to know what is unusual. */
export class Latencies {
  readonly #kept: number[] = [];
  #noted = 0;
  #p95: number | undefined;

  note(ms: number): void {
    this.#kept[this.#noted % KEPT] = ms;
    this.#noted++;
    if (this.#noted !== ENOUGH && this.#noted % AGAIN_AFTER !== 0) return;
    if (this.#kept.length < ENOUGH) return;
    const sorted = [...this.#kept].sort((a, b) => a - b);
    this.#p95 = sorted[Math.floor(sorted.length * 0.95)];
  }

  /** Nineteen answers of twenty came sooner; undefined while too few are known. */
  p95(): number | undefined {
    return this.#p95;
  }
}
