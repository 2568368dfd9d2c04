const KEPT = 64;
/** Fewer than these say nothing of what is usual. */
const ENOUGH = 10;

/** The last latencies of a region, to know what is unusual. */
export class Latencies {
  readonly #kept: number[] = [];
  #next = 0;

  note(ms: number): void {
    this.#kept[this.#next] = ms;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Nineteen answers of twenty came sooner; undefined while too few are known. */
  p95(): number | undefined {
    if (this.#kept.length < ENOUGH) return undefined;
    const sorted = [...this.#kept].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.95)];
  }
}
