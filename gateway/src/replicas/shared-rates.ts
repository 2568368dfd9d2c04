import { LRUCache } from 'lru-cache';
import { type Rates, type Taken, TokenBuckets } from '../limits/index.js';
import type { RedisLink } from './redis-link.js';

/** Members whose lease is kept. */
const MEMBERS_MAX = 20_000;
/** A gateway takes a tenth of a second's worth of requests at once, so that few requests wait for Redis. */
const LEASES_PER_MINUTE = 600;
const LEASE_MAX = 100;
/** What was taken and not used is lost after this; a refusal is remembered no longer. */
const LEASE_MS = 1_000;

/**
 * The bucket of {@link TokenBuckets}, kept by Redis on its own clock. Arguments: requests a minute, requests wanted.
 * Gives the requests granted, and milliseconds until one may be when none is.
 */
const TAKE = `
local rate, wanted = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(kept[1]) or rate, tonumber(kept[2]) or now
tokens = math.min(rate, tokens + math.max(0, now - at) * rate / 60000)
local given = math.min(wanted, math.floor(tokens))
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - given), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], 61000)
if given > 0 then return {given, 0} end
return {0, math.ceil((1 - tokens) * 60000 / rate)}
`;

interface Lease {
  left: number;
  /** Instant of the next request, when none is left. */
  refusedUntil: number;
  until: number;
  asked: Promise<boolean> | undefined;
}

/** One bucket a member for all the gateways; while Redis does not answer, each gateway counts alone. */
export class SharedRates implements Rates {
  readonly #link: RedisLink;
  readonly #alone: TokenBuckets;
  readonly #perMinute: number;
  readonly #batch: number;
  readonly #leases = new LRUCache<string, Lease>({ max: MEMBERS_MAX });

  constructor(perMinute: number, link: RedisLink) {
    this.#link = link;
    this.#perMinute = perMinute;
    this.#batch = Math.max(1, Math.min(LEASE_MAX, Math.floor(perMinute / LEASES_PER_MINUTE)));
    this.#alone = new TokenBuckets(perMinute);
  }

  take(member: string): Taken | Promise<Taken> {
    const lease = this.#leases.get(member);
    const known = lease && fromLease(lease);
    if (known !== undefined) return known;
    if (!this.#link.usable) return this.#alone.take(member);
    return this.#takeShared(member);
  }

  async #takeShared(member: string): Promise<Taken> {
    let lease = this.#leases.get(member);
    if (lease === undefined) {
      lease = { left: 0, refusedUntil: 0, until: 0, asked: undefined };
      this.#leases.set(member, lease);
    }
    for (;;) {
      lease.asked ??= this.#renew(member, lease);
      if (!(await lease.asked)) return this.#alone.take(member);
      const taken = fromLease(lease);
      if (taken !== undefined) return taken;
    }
  }

  /** @returns false when Redis did not answer */
  async #renew(member: string, lease: Lease): Promise<boolean> {
    const reply = await this.#link.run(TAKE, `debit:${member}`, [this.#perMinute, this.#batch]);
    lease.asked = undefined;
    if (!Array.isArray(reply)) return false;
    const [given, waitMs] = reply.map(Number) as [number, number];
    const now = performance.now();
    lease.left = given;
    lease.until = now + LEASE_MS;
    lease.refusedUntil = given > 0 ? 0 : now + Math.max(1, waitMs);
    return true;
  }
}

/** What a lease says by itself; `undefined`: Redis must be asked. */
function fromLease(lease: Lease): Taken | undefined {
  const now = performance.now();
  if (now >= lease.until) return undefined;
  if (lease.left > 0) {
    lease.left--;
    return { granted: true };
  }
  return now < lease.refusedUntil ? { granted: false, waitMs: lease.refusedUntil - now } : undefined;
}
