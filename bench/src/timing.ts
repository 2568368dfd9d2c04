/** Times in microseconds, and what is said of them. */
export class Timings {
  private readonly times: number[] = [];

  measure<T>(work: () => T): T {
    const start = performance.now();
    const result = work();
    this.times.push(1000 * (performance.now() - start));
    return result;
  }

  /** The time that a share of the measures does not exceed. */
  percentile(share: number): number {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
  }
}

/** A short number for people. */
export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
