import { regionDeCommune } from '@inter-ror/territory';
import { LRUCache } from 'lru-cache';
import type { Deadline } from '../deadline/index.js';
import { askAll, type FanOut, type RegionDirectory, writeQuestion } from '../regions/index.js';

export interface CommunePoint {
  commune: string;
  latitude: number;
  longitude: number;
  lieux: number;
  source: string;
}

/** Where a commune stands is nobody's secret. */
const EVERYWHERE = ['*'];
const PUBLIC = 0;

const QUESTION = 'query ($c: String!) { p: pointDeCommune(commune: $c) { commune latitude longitude lieux source } }';

/**
 * Reference points of communes: those configured, else asked of the region the commune is in.
 * A point once known is kept, so that the pages of a search are counted from the same place.
 */
export class CommunePoints {
  readonly #known = new LRUCache<string, CommunePoint>({ max: 10_000, ttl: 24 * 3_600_000 });
  readonly #configured: ReadonlyMap<string, { latitude: number; longitude: number }>;

  constructor(configured: ReadonlyMap<string, { latitude: number; longitude: number }>) {
    this.#configured = configured;
  }

  /** @returns undefined when no region that can be reached knows a place in the commune */
  async find(
    code: string,
    { directory, deadline, fanOut }: { directory: RegionDirectory; deadline: Deadline; fanOut: FanOut },
  ): Promise<CommunePoint | undefined> {
    const commune = code.trim().toUpperCase().padStart(5, '0');
    const configured = this.#configured.get(commune);
    if (configured !== undefined) return { commune, ...configured, lieux: 0, source: 'CONFIGURATION' };
    const known = this.#known.get(commune);
    if (known !== undefined) return known;
    const home = directory.serving(regionDeCommune(commune) ?? '');
    if (home === undefined) return undefined;
    const [asked] = await askAll(
      fanOut,
      [home],
      writeQuestion(QUESTION, { c: commune }),
      { deadline, perimeter: EVERYWHERE, profil: PUBLIC, stated: undefined },
      deadline.msLeft() / 2,
    );
    const point = asked?.answer.data?.p as CommunePoint | null | undefined;
    if (!Number.isFinite(point?.latitude) || !Number.isFinite(point?.longitude)) return undefined;
    this.#known.set(commune, point!);
    return point!;
  }
}
