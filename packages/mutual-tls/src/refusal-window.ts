const WINDOW_MS = 10_000;
const PER_WINDOW = 20;

/** Lets twenty refusals in ten seconds be told one by one and counts those beyond: a flood of them must not become a flood of lines. */
export class RefusalWindow {
  #since = Number.NEGATIVE_INFINITY;
  #told = 0;
  #silenced = 0;

  /**
   * @param at in milliseconds, of any clock that goes forward
   * @param tellSilenced told, when a window begins, how many of the former one were not told
   * @returns whether to tell this one
   */
  tells(at: number, tellSilenced: (count: number) => void): boolean {
    if (at - this.#since >= WINDOW_MS) {
      if (this.#silenced > 0) tellSilenced(this.#silenced);
      this.#since = at;
      this.#told = 0;
      this.#silenced = 0;
    }
    if (this.#told < PER_WINDOW) {
      this.#told++;
      return true;
    }
    this.#silenced++;
    return false;
  }
}
