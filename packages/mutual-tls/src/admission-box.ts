import type { AdmissionListener, AdmissionSnapshot, AdmissionSource } from './admission.js';

/** Holds the snapshot in force and swaps it whole: a reader never sees half of a change. */
export class AdmissionBox implements AdmissionSource {
  #now: AdmissionSnapshot;
  readonly #listeners = new Set<AdmissionListener>();

  constructor(first: AdmissionSnapshot) {
    this.#now = first;
  }

  current(): AdmissionSnapshot {
    return this.#now;
  }

  onChange(listener: AdmissionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Puts `next` in force, then tells every listener, even when one of them throws.
   * @throws AggregateError with what the listeners threw
   */
  swap(next: AdmissionSnapshot): void {
    const before = this.#now;
    this.#now = next;
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(next, before);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Un abonné de la liste blanche a échoué');
  }

  close(): void {
    this.#listeners.clear();
  }
}
