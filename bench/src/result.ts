/** What one benchmark says. */
export interface BenchResult {
  title: string;
  /** For people. */
  lines: string[];
  /** How many times better than the peer of the same run. */
  ratios: Record<string, number>;
  /** Figures behind the ratios; the unit ends each key (`Us`, `Ms`, `Bytes`...). */
  raw: Record<string, number>;
  versions: Record<string, string>;
}
