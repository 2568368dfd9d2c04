import { LRUCache } from 'lru-cache';

/** Members whose bucket is kept; a bucket forgotten was full, or its member has long been quiet. */
const MEMBERS_MAX = 20_000;
const MINUTE_MS = 60_000;

/** A request that may go on, or how long until one may. */
export type Taken = { granted: true } | { granted: false; waitMs: number };

/** Grants requests to members at a bounded rate. Never rejects. */
export interface Rates {
  take(member: string): Taken | Promise<Taken>;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** A bucket a member, of one minute of requests, filled evenly: a member that was quiet may ask a minute's worth at once. */
export class TokenBuckets implements Rates {
  readonly #buckets = new LRUCache<string, Bucket>({ max: MEMBERS_MAX });
  readonly #perMinute: number;
  readonly #now: () => number;

  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  take(member: string): Taken {
    const at = this.#now();
    const before = this.#buckets.get(member) ?? { tokens: this.#perMinute, at };
    const filled = before.tokens + ((at - before.at) * this.#perMinute) / MINUTE_MS;
    const tokens = Math.min(this.#perMinute, filled);
    const granted = tokens >= 1;
    this.#buckets.set(member, { tokens: granted ? tokens - 1 : tokens, at });
    return granted ? { granted } : { granted, waitMs: ((1 - tokens) * MINUTE_MS) / this.#perMinute };
  }
}
