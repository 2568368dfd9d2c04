import type { LecteurGeneration } from '../ports/index.js';

/** A reader that several hold: it closes with the last of them. */
export class SharedReader {
  #holders = 0;

  constructor(readonly reader: LecteurGeneration) {}

  /** @returns what gives the hold back, once */
  hold(): () => void {
    this.#holders++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      if (--this.#holders === 0) this.reader.close();
    };
  }
}
