import { isTouchedByBeds, withoutBeds } from '@inter-ror/region-state';
import { type FanOut, type RegionClient, type Replied, type Reply, viewOf } from '../regions/index.js';
import type { RegionStates } from '../states/index.js';
import { keyOf } from './key-of.js';
import { ReplyMemory } from './reply-memory.js';

const PUBLIC = 0;

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
  const memory = new ReplyMemory();
  return async (regions, question, asker, timeoutMs, told) => {
    const key = keyOf(`${viewOf(asker)} ${question.text}`);
    const before = memory.find(key);
    const sameState = isTouchedByBeds(question.text) ? sameName : sameButBeds;
    const fresh = new Map<RegionClient, Reply>();
    if (before !== undefined) {
      for (const region of regions) {
        const kept = before.get(region.member.id);
        if (kept === undefined || !sameState(kept.reply.etat, states.current(region)?.etat)) continue;
        const reply = memory.read(kept);
        if (reply !== undefined) fresh.set(region, { ...reply, latenceMs: 0 });
      }
    }
    figures.served += fresh.size;
    if (told !== undefined) for (const [region, reply] of fresh) told({ region, reply });
    if (fresh.size === regions.length) return regions.map((region) => ({ region, reply: fresh.get(region)! }));
    const asked = fresh.size === 0 ? regions : regions.filter((region) => !fresh.has(region));
    figures.asked += asked.length;
    const replied = await fanOut(asked, question, asker, timeoutMs, told);
    // The answer goes out first.
    setImmediate(() => memory.keep(key, replied));
    const replies = new Map(replied.map(({ region, reply }) => [region, orStale(region, reply)]));
    return regions.map((region): Replied => ({ region, reply: fresh.get(region) ?? replies.get(region)! }));

    function orStale(region: RegionClient, reply: Reply): Reply {
      if (!asker.accepterPerime || (reply.statut !== 'ERREUR' && reply.statut !== 'DELAI_DEPASSE')) return reply;
      const kept = memory.find(key)?.get(region.member.id);
      // Who has refused public diffusion since is not shown again.
      if (kept === undefined) return reply;
      if (asker.profil === PUBLIC && !sameButBeds(kept.reply.etat, states.last(region)?.etat)) return reply;
      const last = memory.read(kept);
      if (last === undefined) return reply;
      figures.stale++;
      const { code = reply.statut, message = '' } = reply;
      const date = new Date(kept.at).toISOString();
      return { ...last, statut: 'PERIMEE', latenceMs: reply.latenceMs, code, message, date };
    }
  };
}

function sameName(kept: string, now: string | undefined): boolean {
  return kept === now;
}

function sameButBeds(kept: string, now: string | undefined): boolean {
  return now !== undefined && withoutBeds(kept) === withoutBeds(now);
}
