import { LRUCache } from 'lru-cache';
import type { Replied, Reply } from '../regions/index.js';
import { type Paged, PagedBytes } from './paged-bytes.js';

const BYTES_MAX = 64 << 20;
const QUESTIONS_MAX = 8_192;
/** A reply larger than this is not kept. */
const REPLY_BYTES_MAX = 1 << 20;
const AGE_MAX_MS = 24 * 3_600_000;
/** What no reply without error holds: inside a text, these quotes would be escaped. */
const ERRORS = Buffer.from('"errors":[');

/** A reply without its bytes, which are read when they are wanted. */
export interface KeptReply {
  reply: Omit<Reply, 'bytes'> & { etat: string };
  paged: Paged;
  /** When the region gave it, epoch milliseconds. */
  at: number;
}
type OfQuestion = Map<string, KeptReply>;

/** The last whole reply of each region to each question. */
export class ReplyMemory {
  readonly #bytes = new PagedBytes(BYTES_MAX);
  readonly #memory = new LRUCache<string, OfQuestion>({
    max: QUESTIONS_MAX,
    ttl: AGE_MAX_MS,
    // Set again, the replies of a question are the same map.
    noDisposeOnSet: true,
    dispose: (replies) => {
      for (const { paged } of replies.values()) this.#bytes.drop(paged);
    },
  });

  /** What is kept for a question, by id of region; what is read of it later may be gone. */
  find(question: string): ReadonlyMap<string, KeptReply> | undefined {
    return this.#memory.get(question);
  }

  /** @returns undefined when its place was given to another meanwhile */
  read({ reply, paged }: KeptReply): Reply | undefined {
    const bytes = this.#bytes.read(paged);
    return bytes && { ...reply, bytes };
  }

  /** Keeps those that are whole, beside what other regions have replied before. */
  keep(question: string, replied: readonly Replied[]): void {
    const at = Date.now();
    const kept: [string, KeptReply][] = [];
    for (const { region, reply } of replied) {
      const { bytes, etat, ...head } = reply;
      if (!isWhole(reply) || bytes === undefined || etat === undefined) continue;
      const paged = this.#place(bytes);
      if (paged !== undefined) kept.push([region.member.id, { reply: { ...head, etat }, paged, at }]);
    }
    if (kept.length === 0) return;
    const replies: OfQuestion = this.#memory.get(question) ?? new Map();
    for (const [id, reply] of kept) {
      const before = replies.get(id);
      if (before !== undefined) this.#bytes.drop(before.paged);
      replies.set(id, reply);
    }
    this.#memory.set(question, replies);
  }

  /** Room is made by the questions that were asked the longest ago. */
  #place(bytes: Buffer): Paged | undefined {
    let paged = this.#bytes.keep(bytes);
    while (paged === undefined && this.#memory.pop() !== undefined) paged = this.#bytes.keep(bytes);
    return paged;
  }
}

function isWhole({ statut, bytes }: Reply): boolean {
  return statut === 'OK' && bytes !== undefined && bytes.length <= REPLY_BYTES_MAX && !bytes.includes(ERRORS);
}
