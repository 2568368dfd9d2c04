import { isTouchedByBeds, withoutBeds } from '@inter-ror/region-state';
import { LRUCache } from 'lru-cache';
import { type FanOut, type RegionClient, type Replied, type Reply, viewOf } from '../regions/index.js';
import type { RegionStates } from '../states/index.js';

const BYTES_MAX = 64 << 20;
/** A reply larger than this is not kept. */
const REPLY_BYTES_MAX = 1 << 20;
const AGE_MAX_MS = 24 * 3_600_000;
/** What no reply without error holds: inside a text, these quotes would be escaped. */
const ERRORS = Buffer.from('"errors":[');
const PUBLIC = 0;

interface Kept {
  reply: Reply;
  /** When the region gave it, epoch milliseconds. */
  at: number;
}
type Entry = ReadonlyMap<string, Kept>;

/** How often what was kept has served. */
export interface MemoryFigures {
  served: number;
  asked: number;
  /** Whole answers that were used again. */
  answers: number;
  /** Replies that stood for those of regions which did not answer. */
  stale: number;
}

/**
 * A reply is used again only while its region is in the very state from which it made it, for the same profile and
 * perimeter: the answer is the one that asking would give. Changes of beds alone, which come all day long, matter to the
 * questions that they can touch. When a region fails, whoever accepts it
 * (`accepterPerime`) gets its last reply to the same question, `PERIMEE`, with its date; nobody else does.
 */
export function rememberReplies(fanOut: FanOut, states: RegionStates, figures: MemoryFigures): FanOut {
  const memory = new LRUCache<string, Entry>({ maxSize: BYTES_MAX, sizeCalculation: sizeOf, ttl: AGE_MAX_MS });
  return async (regions, question, asker, timeoutMs, told) => {
    const key = `${viewOf(asker)} ${question.text}`;
    const entry = memory.get(key);
    const sameState = isTouchedByBeds(question.text) ? sameName : sameButBeds;
    const fresh = new Map<RegionClient, Reply>();
    for (const region of regions) {
      const kept = entry?.get(region.member.id);
      if (kept !== undefined && sameState(kept.reply.etat!, states.current(region)?.etat)) {
        fresh.set(region, { ...kept.reply, latenceMs: 0 });
      }
    }
    figures.served += fresh.size;
    if (told !== undefined) for (const [region, reply] of fresh) told({ region, reply });
    if (fresh.size === regions.length) return regions.map((region) => ({ region, reply: fresh.get(region)! }));
    const asked = fresh.size === 0 ? regions : regions.filter((region) => !fresh.has(region));
    figures.asked += asked.length;
    const replied = await fanOut(asked, question, asker, timeoutMs, told);
    keep(memory, key, replied);
    const replies = new Map(replied.map(({ region, reply }) => [region, orStale(region, reply)]));
    return regions.map((region): Replied => ({ region, reply: fresh.get(region) ?? replies.get(region)! }));

    function orStale(region: RegionClient, reply: Reply): Reply {
      if (!asker.accepterPerime || (reply.statut !== 'ERREUR' && reply.statut !== 'DELAI_DEPASSE')) return reply;
      const kept = entry?.get(region.member.id);
      // Who has refused public diffusion since is not shown again.
      if (kept === undefined) return reply;
      if (asker.profil === PUBLIC && !sameButBeds(kept.reply.etat!, states.last(region)?.etat)) return reply;
      figures.stale++;
      const { code = reply.statut, message = '' } = reply;
      const date = new Date(kept.at).toISOString();
      return { ...kept.reply, statut: 'PERIMEE', latenceMs: reply.latenceMs, code, message, date };
    }
  };
}

function sameName(kept: string, now: string | undefined): boolean {
  return kept === now;
}

function sameButBeds(kept: string, now: string | undefined): boolean {
  return now !== undefined && withoutBeds(kept) === withoutBeds(now);
}

function keep(memory: LRUCache<string, Entry>, key: string, replied: readonly Replied[]): void {
  const good = replied.filter(({ reply }) => isKept(reply));
  if (good.length === 0) return;
  // Another question may have brought the same meanwhile: what it brought is not lost.
  const entry = new Map(memory.peek(key));
  const at = Date.now();
  for (const { region, reply } of good) entry.set(region.member.id, { reply, at });
  memory.set(key, entry);
}

function isKept({ statut, etat, bytes }: Reply): boolean {
  if (statut !== 'OK' || etat === undefined || bytes === undefined) return false;
  return bytes.length <= REPLY_BYTES_MAX && !bytes.includes(ERRORS);
}

function sizeOf(entry: Entry, key: string): number {
  let size = 2 * key.length + 200;
  for (const { reply } of entry.values()) size += reply.bytes!.length + 200;
  return size;
}
