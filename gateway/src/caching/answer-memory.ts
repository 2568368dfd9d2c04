import { LRUCache } from 'lru-cache';

const BYTES_MAX = 64 << 20;
const ANSWER_BYTES_MAX = 2 << 20;
const AGE_MAX_MS = 3_600_000;

/** A whole answer, and the states of the nation from which it was made. */
export interface Remembered<Note> {
  bytes: Buffer;
  /** Names of the states, region by region; without beds for an answer that they do not touch. */
  nation: string;
  /** What is written in the journal for each answer. */
  note: Note;
}

/** Whole answers, used again only while every region is in the state from which they were made. */
export class AnswerMemory<Note> {
  readonly #memory = new LRUCache<string, Remembered<Note>>({
    maxSize: BYTES_MAX,
    maxEntrySize: ANSWER_BYTES_MAX,
    sizeCalculation: ({ bytes, nation }, key) => bytes.length + 2 * (key.length + nation.length) + 500,
    ttl: AGE_MAX_MS,
  });

  /** @param nation names of the states now; undefined while some region is not known */
  find(key: string, nation: string | undefined): Remembered<Note> | undefined {
    const found = nation === undefined ? undefined : this.#memory.get(key);
    return found?.nation === nation ? found : undefined;
  }

  keep(key: string, answer: Remembered<Note>): void {
    this.#memory.set(key, answer);
  }
}
