import type { StatedAsker } from '@inter-ror/asker';
import type { LigneIndicateur } from '@inter-ror/quality';
import { Deadline } from '../deadline/index.js';
import {
  type AskRegion,
  type RegionAnswer,
  type RegionClient,
  type RegionDirectory,
  readReply,
} from '../regions/index.js';
import { QUALITY_QUESTION, type RegionQuality, readQuality } from './read-quality.js';

/** How the gateway asks for itself. */
export interface QualityAsker {
  directory: RegionDirectory;
  ask: AskRegion;
  /** States the gateway itself to a region, as who sees everything. */
  stated(): StatedAsker;
}

/** The indicators of the nation, as far as regions have given them. */
export interface NationQualityState {
  /** Of the oldest figures, ISO 8601; null while there are none. */
  date: string | null;
  lignes: LigneIndicateur[];
  /** Codes of the instances whose figures are not there, and why. */
  manquantes: { codes: readonly string[]; raison: string }[];
}

/** Regions asked side by side: some share a host, and each judges all that it holds. */
const AT_ONCE = 3;
const TIMEOUT_MS = 4_000;
/** How long figures are shown before they are asked again. */
const FRESH_MS = 10 * 60_000;

interface Kept {
  at: number;
  quality: RegionQuality | undefined;
  reason: string;
}

/** Gathers the indicators of every region when somebody looks at them, and sums nothing that a region has not given. */
export class NationQuality {
  readonly #asker: QualityAsker;
  readonly #kept = new Map<string, Kept>();
  #gathering: Promise<void> | undefined;

  constructor(asker: QualityAsker) {
    this.#asker = asker;
  }

  /**
   * What is known within `waitMs`; what is still being gathered then is named as missing, and goes on being gathered.
   */
  async state(waitMs: number): Promise<NationQualityState> {
    this.#gathering ??= this.#gather().finally(() => {
      this.#gathering = undefined;
    });
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs).unref();
    });
    await Promise.race([this.#gathering, enough]);
    clearTimeout(timer);
    const regions = this.#asker.directory.all();
    const known = regions.map(({ member }) => ({ codes: member.regionCodes, kept: this.#kept.get(member.id) }));
    const given = known.flatMap(({ kept }) => kept?.quality ?? []);
    return {
      date: given.map(({ date }) => date).sort()[0] ?? null,
      lignes: given.flatMap(({ lignes }) => lignes),
      manquantes: known
        .filter(({ kept }) => kept?.quality === undefined)
        .map(({ codes, kept }) => ({ codes, raison: kept?.reason ?? 'pas encore interrogée' })),
    };
  }

  async #gather(): Promise<void> {
    const regions = this.#asker.directory.all();
    const listed = new Set(regions.map(({ member }) => member.id));
    for (const id of this.#kept.keys()) if (!listed.has(id)) this.#kept.delete(id);
    const queue = regions.filter(({ member }) => !fresh(this.#kept.get(member.id))).values();
    const worker = async () => {
      for (const region of queue) this.#kept.set(region.member.id, await this.#ask(region));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async #ask(region: RegionClient): Promise<Kept> {
    const { ask, stated } = this.#asker;
    const deadline = new Deadline(TIMEOUT_MS, 'qualite', performance.now());
    const asker = { deadline, perimeter: ['*'], profil: 1, stated: stated() } as const;
    const reply = readReply(await ask(region, QUALITY_QUESTION, asker, TIMEOUT_MS));
    const { answer, quality } = readQuality(reply, region.member.regionCodes);
    const before = this.#kept.get(region.member.id)?.quality;
    if (quality !== undefined) return { at: Date.now(), quality, reason: '' };
    return { at: 0, quality: before, reason: whyNot(answer) };
  }
}

function whyNot({ statut, message, data }: RegionAnswer): string {
  if (statut !== 'OK') return message ?? statut;
  if (Array.isArray(data?.q) && data.q.length === 0) return 'donnés au profil 1 seul, que cette passerelle n’a pas';
  return 'calcul en cours : redemandez';
}

function fresh(kept: Kept | undefined): boolean {
  return kept !== undefined && Date.now() - kept.at < FRESH_MS;
}
