import type { Profil } from '@inter-ror/access-policy';
import { lireResume, type ResumeRegion, STATE_PATHS, SUMMARY_BYTES_MAX } from '@inter-ror/region-state';
import type { RegionClient } from '../regions/index.js';
import { readText } from './read-text.js';

const TIMEOUT_MS = 5_000;
/** Between two requests for a summary that does not come. */
const PATIENCE_MS = 2_000;
/** A profile in whose name nobody has searched for this long is not kept up to date. */
const IDLE_MS = 600_000;

interface Kept {
  resume: ResumeRegion | undefined;
  usedAt: number;
  askedAt: number;
}

/** The summaries of one region, one for each profile that searches. */
export class Summaries {
  readonly #region: RegionClient;
  readonly #kept = new Map<Profil, Kept>();

  constructor(region: RegionClient) {
    this.#region = region;
  }

  /** The summary of this state for a profile; undefined, and asked for, when it is not at hand. */
  of(profil: Profil, etat: string): ResumeRegion | undefined {
    const kept = this.#entry(profil);
    kept.usedAt = Date.now();
    if (kept.resume?.etat === etat) return kept.resume;
    void this.#ask(profil, kept);
    return undefined;
  }

  /** The last summary for a profile, whatever the state it was made from. */
  last(profil: Profil): ResumeRegion | undefined {
    return this.#kept.get(profil)?.resume;
  }

  /** The region has changed: the summaries in use are asked for again. */
  refresh(): void {
    for (const [profil, kept] of this.#kept) {
      kept.askedAt = 0;
      if (Date.now() - kept.usedAt < IDLE_MS) void this.#ask(profil, kept);
    }
  }

  #entry(profil: Profil): Kept {
    let kept = this.#kept.get(profil);
    if (kept === undefined) {
      kept = { resume: undefined, usedAt: 0, askedAt: 0 };
      this.#kept.set(profil, kept);
    }
    return kept;
  }

  async #ask(profil: Profil, kept: Kept): Promise<void> {
    if (Date.now() - kept.askedAt < PATIENCE_MS) return;
    kept.askedAt = Date.now();
    try {
      const path = `${STATE_PATHS.resume}?profil=${profil}`;
      const res = await this.#region.open(path, {}, AbortSignal.timeout(TIMEOUT_MS));
      const resume = lireResume(await readText(res, SUMMARY_BYTES_MAX));
      if (resume.profil === profil) kept.resume = resume;
    } catch {
      // Without a summary the region is asked: nothing is lost but time.
    }
  }
}
