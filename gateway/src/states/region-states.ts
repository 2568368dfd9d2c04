import type { Profil } from '@inter-ror/access-policy';
import type { EtatRegion, ResumeOffres } from '@inter-ror/region-state';
import { nameOf, type RegionClient, type RegionDirectory } from '../regions/index.js';
import { RegionFeed } from './region-feed.js';
import { Summaries } from './summaries.js';

/** What everybody may know of a region that does not answer. */
const PUBLIC: Profil = 0;

/** What was last known of a region. */
export interface ConnuDe {
  generation: string | null;
  /** Instant of that generation, ISO 8601. */
  dateGeneration: string | null;
  /** Offers that the profile sees, or those of the public when no more is known. */
  offres: number | null;
  /** When the region was last heard, ISO 8601. */
  connuAu: string;
}

interface Followed {
  feed: RegionFeed;
  summaries: Summaries;
  close(): void;
}

/** The state of each region of the list, followed by what it pushes. */
export class RegionStates {
  readonly #directory: RegionDirectory;
  readonly #followed = new Map<string, Followed>();
  readonly #stop: () => void;

  constructor(directory: RegionDirectory) {
    this.#directory = directory;
    this.#stop = directory.onChange(() => this.#followList());
    this.#followList();
  }

  /** The state in which the region is now; undefined while it is not known. */
  current(region: RegionClient): EtatRegion | undefined {
    const etat = this.#of(region)?.feed.current;
    return etat?.generation === null ? undefined : etat;
  }

  /** The last state that the region told, whether it is still heard or not. */
  last(region: RegionClient): EtatRegion | undefined {
    return this.#of(region)?.feed.last;
  }

  /** The offers that the region has now for a profile, summed up; undefined when that is not known. */
  summary(region: RegionClient, profil: Profil): ResumeOffres | undefined {
    const etat = this.current(region);
    return etat && this.#of(region)?.summaries.of(profil, etat.etat)?.offres;
  }

  /** What was last known of a region, for who must be told of it without its answer. */
  known(region: RegionClient, profil: Profil): ConnuDe | undefined {
    const { feed, summaries } = this.#of(region) ?? {};
    if (feed?.last === undefined || feed.seen === undefined) return undefined;
    const { generation, date } = feed.last;
    const summary = summaries?.last(profil) ?? summaries?.last(PUBLIC);
    return {
      generation,
      dateGeneration: date,
      offres: summary?.offres.offres ?? null,
      connuAu: new Date(feed.seen).toISOString(),
    };
  }

  close(): void {
    this.#stop();
    for (const { close } of this.#followed.values()) close();
    this.#followed.clear();
  }

  #of(region: RegionClient): Followed | undefined {
    return this.#followed.get(nameOf(region));
  }

  #followList(): void {
    const listed = new Map(this.#directory.asked().map((region) => [nameOf(region), region]));
    for (const [key, { close }] of this.#followed) {
      if (listed.has(key)) continue;
      close();
      this.#followed.delete(key);
    }
    for (const [key, region] of listed) if (!this.#followed.has(key)) this.#followed.set(key, follow(region));
  }
}

function follow(region: RegionClient): Followed {
  const summaries = new Summaries(region);
  const feed: RegionFeed = new RegionFeed(region, () => {
    summaries.refresh();
    if (feed.last?.generation) summaries.of(PUBLIC, feed.last.etat);
  });
  return { feed, summaries, close: () => feed.close() };
}
