/** Tells of a failure once, until what failed succeeds or fails otherwise. */
export class FailureLog {
  readonly #told = new Map<string, string>();
  #last: Error | undefined;
  #closed = false;

  constructor(private readonly onError: (error: Error) => void) {}

  /** The last failure of anything, if any. */
  get last(): Error | undefined {
    return this.#last;
  }

  /** What has failed and has not succeeded since. */
  get failing(): string[] {
    return [...this.#told.keys()];
  }

  tell(what: string, thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.#last = error;
    if (this.#closed) return;
    const kind = String((error as NodeJS.ErrnoException).code ?? error.message);
    if (this.#told.get(what) === kind) return;
    this.#told.set(what, kind);
    this.onError(error);
  }

  /** What fails from now on is the closing itself. */
  close(): void {
    this.#closed = true;
  }

  attempt(what: string, act: () => void): void {
    try {
      act();
      this.#told.delete(what);
    } catch (error) {
      this.tell(what, error);
    }
  }

  /** @returns whether it succeeded */
  async attemptAsync(what: string, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.#told.delete(what);
      return true;
    } catch (error) {
      this.tell(what, error);
      return false;
    }
  }
}
