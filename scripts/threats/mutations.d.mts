export const MUTATIONS: readonly {
  readonly threat: number;
  /** Room and file, as docs/threats.md names them. */
  readonly test: string;
  readonly title: string;
  /** File, what to replace in it, by what. */
  readonly replace: readonly (readonly [file: string, from: string, to: string])[];
  readonly built: boolean;
}[];
