import {
  type CleOffre,
  comparerCles,
  ecrireCurseur,
  normaliserRecherche,
  type TriOffres,
} from '@inter-ror/exposure-model';
import type { ResumeOffres } from '@inter-ror/region-state';
import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { nationSchema } from '../src/answer/index.js';
import { ROOT } from '../src/plan/index.js';
import { sharePage } from '../src/planning/share-page.js';
import type { RegionClient, Reply } from '../src/regions/index.js';
import { PAGE } from '../src/search/page-form.js';
import { nationOfStages } from './support/stages.js';

const schema = nationSchema();
const QUERY =
  parse(`query ($tri: TriOffres, $first: Int) { r: rechercherOffres(criteres: {}, tri: $tri, first: $first) {
  totalCount totalEstComplet nodes { id } pageInfo { hasNextPage } regions { codes statut latenceMs code } } }`);

/** The page of a region that holds these keys, sorted. */
function pageOf(code: string, keys: readonly CleOffre[], tri: TriOffres, _first: unknown, _after: unknown): string {
  const { empreinte } = normaliserRecherche({ criteres: {}, tri });
  const cursors = keys.map((cle) => ecrireCurseur(tri, empreinte, cle));
  const from = _after === undefined ? 0 : cursors.indexOf(String(_after)) + 1;
  const to = from + Number(_first);
  const page = {
    [PAGE.total]: keys.length,
    [PAGE.cursors]: cursors.slice(from, to),
    [PAGE.info]: { hasNextPage: to < keys.length },
    [PAGE.regions]: [{ codes: [code], generation: '1', date: '2026-01-01T00:00:00Z' }],
    _n0: keys.slice(from, to).map(({ id }) => ({ _: 'Offre', id })),
  };
  return JSON.stringify({ data: { [ROOT]: page } });
}

interface Asked {
  regions: ReadonlyMap<string, readonly CleOffre[]>;
  tri: TriOffres;
  first: number;
  /** Offers asked first, by region. */
  firsts: ReadonlyMap<string, number>;
  /** What a region replies to what follows its first page. */
  more?: (code: string, text: string) => string | Reply;
  reply?: (text: string) => string | Reply;
  /** A region that never replies. */
  silent?: string;
  /** Milliseconds that each reply of 24 takes. */
  slowMs?: number;
  deadlineMs?: number;
}

async function ask(o: Asked) {
  const {
    regions,
    tri,
    first,
    firsts,
    more = (_, text) => text,
    reply = (text) => text,
    silent,
    slowMs = 0,
    deadlineMs,
  } = o;
  const answer = async (
    code: string,
    { variables: { _first, _after } }: { variables: Record<string, unknown> },
    timeoutMs: number,
  ): Promise<string | Reply> => {
    if (code === silent) await new Promise((resolve) => setTimeout(resolve, timeoutMs));
    if (code === '24' && slowMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(slowMs, timeoutMs)));
    if (code === silent || timeoutMs === 0 || (code === '24' && timeoutMs < slowMs))
      return { statut: 'DELAI_DEPASSE', code: 'DELAI_DEPASSE', message: 'tard', latenceMs: timeoutMs };
    const text = pageOf(code, regions.get(code)!, tri, _first, _after);
    return _after === undefined ? reply(text) : more(code, text);
  };
  const fewOf = (all: readonly RegionClient[]) =>
    new Map(all.flatMap((region) => (firsts.has(region.member.id) ? [[region, firsts.get(region.member.id)!]] : [])));
  const nation = nationOfStages(schema, [...regions.keys()], answer, fewOf, deadlineMs);
  const context = nation.context();
  const { data, errors } = await execute({
    schema,
    document: QUERY,
    variableValues: { tri, first },
    contextValue: context,
  });
  expect(errors).toBeUndefined();
  const r = JSON.parse(JSON.stringify(data)).r as {
    totalCount: number;
    totalEstComplet: boolean;
    nodes: { id: string }[];
    pageInfo: { hasNextPage: boolean };
    regions: { codes: string[]; statut: string; latenceMs: number; code: string | null }[];
  };
  return { r, asked: nation.asked, madeFrom: [...context.madeFrom] };
}

const CODES = ['11', '24', '27', '28', '32', '44'];
const world = fc.constantFrom<TriOffres>('NOM', 'MISE_A_JOUR').chain((tri) =>
  fc.record({
    tri: fc.constant(tri),
    first: fc.integer({ min: 1, max: 40 }),
    regions: fc
      .array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 25 }), {
        minLength: CODES.length,
        maxLength: CODES.length,
      })
      .map((lists) => {
        const keysOf = (list: number[], code: string) =>
          list
            .map(
              (n, i): CleOffre => ({
                valeur: tri === 'NOM' ? `nom ${n}` : n,
                id: `${code}/${String(i).padStart(2, '0')}`,
              }),
            )
            .sort((a, b) => comparerCles(tri, a, b));
        return new Map(CODES.map((code, i) => [code, keysOf(lists[i]!, code)] as const));
      }),
    firsts: fc
      .array(fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }), {
        minLength: CODES.length,
        maxLength: CODES.length,
      })
      .map((all) => new Map(CODES.flatMap((code, i) => (all[i] === undefined ? [] : [[code, all[i]] as const])))),
  }),
);

describe('a page of which some regions are asked few offers first', () => {
  it('is the page that asking all for the whole gives; nobody is asked more than twice', async () => {
    let again = 0;
    let once = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ tri, first, regions, firsts }) => {
        const capped = new Map([...firsts].map(([code, n]) => [code, Math.min(n, first)]));
        const all = [...regions.values()].flat().sort((a, b) => comparerCles(tri, a, b));
        const { r, asked } = await ask({ tri, first, regions, firsts: capped });
        expect(r.nodes.map(({ id }) => id)).toEqual(all.slice(0, first).map(({ id }) => id));
        expect(r.pageInfo.hasNextPage).toBe(all.length > first);
        expect(r.totalCount).toBe(all.length);
        expect(r.regions.every(({ statut }) => statut === 'OK')).toBe(true);
        for (const code of CODES) {
          const times = asked.filter((it) => it === code).length;
          expect(times).toBeLessThanOrEqual(capped.has(code) ? 2 : 1);
          if (times === 2) again++;
          else once++;
        }
      }),
      { numRuns: 400 },
    );
    expect(again).toBeGreaterThan(100);
    expect(once).toBeGreaterThan(again);
  });

  it('holds all that it must of the regions that answered, whichever do not give what follows', async () => {
    let lost = 0;
    await fc.assert(
      fc.asyncProperty(world, fc.subarray(CODES), async ({ tri, first, regions, firsts }, silent) => {
        const capped = new Map([...firsts].map(([code, n]) => [code, Math.min(n, first)]));
        const late: Reply = { statut: 'DELAI_DEPASSE', code: 'DELAI_DEPASSE', message: 'tard', latenceMs: 1 };
        const more = (code: string, text: string) => (silent.includes(code) ? late : text);
        const { r } = await ask({ tri, first, regions, firsts: capped, more });
        const answered = r.regions.flatMap(({ codes, statut }) => (statut === 'OK' ? codes : []));
        lost += CODES.length - answered.length;
        const held = answered.flatMap((code) => regions.get(code)!).sort((a, b) => comparerCles(tri, a, b));
        expect(r.nodes.map(({ id }) => id)).toEqual(held.slice(0, first).map(({ id }) => id));
        expect(r.pageInfo.hasNextPage).toBe(held.length > first);
        expect(r.totalCount).toBe(held.length);
      }),
      { numRuns: 400 },
    );
    expect(lost).toBeGreaterThan(100);
  });

  const twoRegions = new Map(
    ['11', '24'].map((code) => [
      code,
      Array.from({ length: 6 }, (_, i): CleOffre => ({ valeur: `n${i}`, id: `${code}/${i}` })),
    ]),
  );
  const uneven = { regions: twoRegions, tri: 'NOM' as const, first: 8, firsts: new Map([['24', 2]]) };

  it('is without the region that does not give what follows, and names it', async () => {
    const late: Reply = { statut: 'DELAI_DEPASSE', code: 'DELAI_DEPASSE', message: 'tard', latenceMs: 500 };
    const { r } = await ask({ ...uneven, more: () => late });
    expect(r.nodes.map(({ id }) => id)).toEqual(twoRegions.get('11')!.map(({ id }) => id));
    expect(r.totalEstComplet).toBe(false);
    expect(r.regions).toMatchObject([{ statut: 'OK' }, { statut: 'DELAI_DEPASSE', latenceMs: 501 }]);
  });

  it.each([
    ['is out of order', (text: string) => text.replace(/"_curseurs":\["[^"]+","([^"]+)"/, '"_curseurs":["$1","$1"')],
    ['is not what was asked', (text: string) => text.replace('"id":"24/3"', '"id":null')],
    ['begins before the end of the first', () => pageOf('24', twoRegions.get('24')!, 'NOM', 6, undefined)],
  ])('is without the region of which what follows %s', async (_, spoil) => {
    let spoilt = false;
    const more = (_code: string, text: string) => {
      spoilt = spoil(text) !== text;
      return spoil(text);
    };
    const { r } = await ask({ ...uneven, more });
    expect(spoilt).toBe(true);
    expect(r.nodes).toHaveLength(6);
    expect(r.regions).toMatchObject([{ statut: 'OK' }, { statut: 'ERREUR', code: 'PAGE_ILLISIBLE' }]);
  });

  it('does not lose the regions that answer to the time that a silent one takes', async () => {
    const keys = (code: string) =>
      twoRegions.get('24')!.map(({ valeur }, i): CleOffre => ({ valeur, id: `${code}/${i}` }));
    const regions = new Map(['11', '24', '27'].map((code) => [code, keys(code)]));
    const { r } = await ask({
      regions,
      tri: 'NOM',
      first: 8,
      firsts: new Map([['24', 2]]),
      silent: '27',
      deadlineMs: 400,
    });
    expect(r.regions.map(({ statut }) => statut)).toEqual(['OK', 'OK', 'DELAI_DEPASSE']);
    const held = [...keys('11'), ...keys('24')].sort((a, b) => comparerCles('NOM', a, b));
    expect(r.nodes.map(({ id }) => id)).toEqual(held.slice(0, 8).map(({ id }) => id));
    expect(r.totalCount).toBe(12);
  });

  it('has the region that has the time of one answer, not of one after the other', async () => {
    const { r, asked } = await ask({ ...uneven, slowMs: 400, deadlineMs: 700 });
    expect(r.regions.map(({ statut }) => statut)).toEqual(['OK', 'OK']);
    expect(r.nodes).toHaveLength(8);
    expect(asked).toEqual(['11', '24', '24']);
  });

  it('ends with a region that gives less than it is asked, and says that more follow each time', async () => {
    const cut = (text: string) => {
      const answer = JSON.parse(text);
      const page = answer.data[ROOT];
      page[PAGE.cursors] = page[PAGE.cursors].slice(0, 1);
      page._n0 = page._n0.slice(0, 1);
      page[PAGE.info].hasNextPage = true;
      return JSON.stringify(answer);
    };
    const { r, asked } = await ask({ ...uneven, reply: cut, more: (_, text) => cut(text) });
    expect(asked).toHaveLength(4);
    expect(r.nodes.length).toBeLessThan(8);
    expect(r.pageInfo.hasNextPage).toBe(true);
  });

  it('keeps what was remembered of a region that is silent, and says how old it is', async () => {
    const old = (text: string): Reply => ({
      statut: 'PERIMEE',
      latenceMs: 3,
      bytes: Buffer.from(text),
      date: '2026-01-01T00:00:00Z',
    });
    const silent: Reply = { statut: 'ERREUR', code: 'ECONNREFUSED', message: 'morte', latenceMs: 2 };
    const { r } = await ask({ ...uneven, firsts: new Map([['24', 2]]), reply: old, more: () => silent });
    expect(r.nodes).toHaveLength(8);
    expect(r.regions[1]).toMatchObject({ statut: 'PERIMEE' });
  });

  it('is of one state of each region: one that changed in between is asked for the whole page', async () => {
    const from =
      (etat: string, change = (text: string) => text) =>
      (text: string): Reply => ({ statut: 'OK', latenceMs: 1, etat, bytes: Buffer.from(change(text)) });
    const ids = (all: Awaited<ReturnType<typeof ask>>) => all.r.nodes.map(({ id }) => id);
    const still = await ask({ ...uneven, reply: from('a'), more: (_, text) => from('a')(text) });
    expect([still.madeFrom, still.asked]).toEqual([['a a'], ['11', '24', '24']]);
    let replies = 0;
    const moved = (text: string) => text.replaceAll('"id":"24/', '"id":"new/');
    const changed = await ask({
      ...uneven,
      // The second question finds the region changed, and the third is as the second.
      reply: (text) => (++replies > 2 ? from('b', moved)(text) : from('a')(text)),
      more: (_, text) => from('b', moved)(text),
    });
    expect(changed.asked).toEqual(['11', '24', '24', '24']);
    expect(changed.madeFrom).toEqual(['a b']);
    expect(ids(changed).filter((id) => id.startsWith('24/'))).toEqual([]);
    expect(ids(changed).filter((id) => id.startsWith('new/'))).toEqual(['new/0', 'new/1', 'new/2', 'new/3']);
    expect(changed.r.regions[1]).toMatchObject({ statut: 'OK', latenceMs: 3 });
  });
});

describe('the offers asked first of a region', () => {
  const summary = (offres: number, disques: ResumeOffres['disques'], sansLieu = 0) =>
    ({ offres, disques, sansLieu }) as unknown as ResumeOffres;
  const origine = { latitude: 48, longitude: 0 };
  const near = summary(100, [[48, 0.1, 20_000]]);
  const far = summary(100, [[44, 5, 20_000]]);
  const nation = new Map([
    ['a', near],
    ['b', far],
    ['c', far],
    ['d', summary(50, [[45, 5, 1_000]])],
  ]);

  it('are few by distance for those of which no disc holds the point, nor the last distance seen', () => {
    const first = 20;
    expect([...sharePage(nation, { tri: 'DISTANCE', origine, first })]).toEqual([
      ['b', 4],
      ['c', 4],
      ['d', 4],
    ]);
    const apres = { valeur: 800_000, id: 'x' };
    expect(sharePage(nation, { tri: 'DISTANCE', origine, first, apres }).size).toBe(0);
    const atSea = { latitude: 30, longitude: -40 };
    expect(sharePage(nation, { tri: 'DISTANCE', origine: atSea, first }).has('a')).toBe(false);
    expect(
      sharePage(nation, { tri: 'DISTANCE', origine, first, apres: { valeur: Number.POSITIVE_INFINITY, id: 'x' } }).size,
    ).toBe(0);
  });

  it('are a share by name, and the page of a large region, of a small page or nation, and by the other sorts', () => {
    expect([...sharePage(nation, { tri: 'NOM', first: 40 }).values()]).toEqual([27, 27, 27, 27]);
    const large = new Map([...nation, ['e', summary(5_000, [])]]);
    expect(sharePage(large, { tri: 'NOM', first: 40 }).has('e')).toBe(false);
    expect(sharePage(nation, { tri: 'NOM', first: 7 }).size).toBe(0);
    expect(sharePage(new Map([...nation].slice(0, 3)), { tri: 'NOM', first: 40 }).size).toBe(0);
    for (const tri of ['MISE_A_JOUR', 'DISPONIBILITE', 'PERTINENCE'] as const)
      expect(sharePage(nation, { tri, first: 40 }).size).toBe(0);
  });
});
