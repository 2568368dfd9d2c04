import { LRUCache } from 'lru-cache';
import { type Paged, PagedBytes } from './paged-bytes.js';

const BYTES_MAX = 64 << 20;
const ANSWERS_MAX = 16_384;
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

interface Kept<Note> extends Omit<Remembered<Note>, 'bytes'> {
  paged: Paged;
}

/** Whole answers, used again only while every region is in the state from which they were made. */
export class AnswerMemory<Note> {
  readonly #bytes = new PagedBytes(BYTES_MAX);
  readonly #memory = new LRUCache<string, Kept<Note>>({
    max: ANSWERS_MAX,
    ttl: AGE_MAX_MS,
    dispose: ({ paged }) => this.#bytes.drop(paged),
  });

  /** @param nation names of the states now; undefined while some region is not known */
  find(key: string, nation: string | undefined): Remembered<Note> | undefined {
    const found = nation === undefined ? undefined : this.#memory.get(key);
    if (found === undefined || found.nation !== nation) return undefined;
    const bytes = this.#bytes.read(found.paged);
    return bytes && { ...found, bytes };
  }

  keep(key: string, { bytes, nation, note }: Remembered<Note>): void {
    if (bytes.length > ANSWER_BYTES_MAX) return;
    let paged = this.#bytes.keep(bytes);
    while (paged === undefined && this.#memory.pop() !== undefined) paged = this.#bytes.keep(bytes);
    if (paged !== undefined) this.#memory.set(key, { paged, nation, note });
  }
}
