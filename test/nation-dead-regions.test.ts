import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alive, type Nation, startNation } from './support/nation.js';

// One process a region, one for the gateway: killed regions are really gone.
let nation: Nation;

beforeAll(async () => {
  nation = await startNation(['--isolated', '--offers', '2000']);
}, 240_000);
afterAll(async () => {
  await nation?.stop();
}, 60_000);

const SEARCH = `query ($after: String, $first: Int = 50) { rechercherOffres(criteres: {}, tri: NOM, first: $first, after: $after) {
  totalCount totalEstComplet nodes { id nom region { code } } pageInfo { hasNextPage endCursor } regions { codes statut code totalCount generation }
} }`;

interface RegionStatus {
  codes: string[];
  statut: string;
  totalCount: number | null;
}

describe('the nation, one process a region', () => {
  it('counts 2,000 offers over 17 instances serving 18 regions', async () => {
    const { body } = await nation.ask(SEARCH);
    expect(body.errors).toBeUndefined();
    const page = body.data.rechercherOffres;
    expect(page.totalCount).toBe(2000);
    expect(page.totalEstComplet).toBe(true);
    expect(page.regions).toHaveLength(17);
    expect(page.regions.flatMap((r: RegionStatus) => r.codes)).toHaveLength(18);
    expect(new Set(nation.ready.regions.map((r) => r.pid)).size).toBe(17);
  });

  it('walks all its pages without losing or repeating an offer, in order', async () => {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 15; page++) {
      const { body } = await nation.ask(SEARCH, { after, first: 200 });
      ids.push(...body.data.rechercherOffres.nodes.map((n: { id: string }) => n.id));
      if (!body.data.rechercherOffres.pageInfo.hasNextPage) break;
      after = body.data.rechercherOffres.pageInfo.endCursor;
    }
    expect(ids).toHaveLength(2000);
    expect(new Set(ids).size).toBe(2000);
  });

  it('reads the right partial answer when two regions are killed during searches', async () => {
    const before = (await nation.ask(SEARCH)).body.data.rechercherOffres.regions as RegionStatus[];
    const victims = nation.ready.regions.filter((r) => r.codes[0] === '53' || r.codes[0] === '11');
    const during = Array.from({ length: 20 }, () => nation.ask(SEARCH));
    for (const { pid } of victims) process.kill(pid, 'SIGKILL');
    for (const { body } of await Promise.all(during)) {
      const { regions, totalCount, totalEstComplet } = body.data.rechercherOffres;
      const answered = (regions as RegionStatus[]).filter((r) => r.statut === 'OK');
      expect(totalEstComplet).toBe(answered.length === 17);
      expect(totalCount).toBe(
        answered.reduce((sum, r) => sum + before.find((b) => b.codes[0] === r.codes[0])!.totalCount!, 0),
      );
    }
    const { body } = await nation.ask(SEARCH);
    const page = body.data.rechercherOffres;
    const dead = (page.regions as RegionStatus[]).filter((r) => r.statut !== 'OK');
    expect(dead.map((r) => r.codes[0]).sort()).toEqual(['11', '53']);
    const lost = before.filter((r) => ['11', '53'].includes(r.codes[0]!)).reduce((sum, r) => sum + r.totalCount!, 0);
    expect(page.totalCount).toBe(2000 - lost);
    expect(page.totalEstComplet).toBe(false);
    expect(page.nodes.some((n: { region: { code: string } }) => ['11', '53'].includes(n.region.code))).toBe(false);
    expect(body.extensions.regionsManquantes.map((r: { codes: string[] }) => r.codes[0]).sort()).toEqual(['11', '53']);
  });

  it('ends every process at Ctrl-C', async () => {
    const { pids } = nation.ready;
    expect(await nation.stop()).toBe(0);
    expect(pids.filter(alive)).toEqual([]);
  }, 60_000);
});
