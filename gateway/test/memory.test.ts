import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ecrireCsd } from '@inter-ror/csd';
import { genererInstance, INSTANCES } from '@inter-ror/demo-nation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { realRegions, until } from './support/real-regions.js';
import { startTestNation } from './support/test-nation.js';

const CODES = ['11', '53', '94'];
const OFFERS = 4_000;
const three = INSTANCES.filter(({ codes: [code] }) => CODES.includes(code!));
const search = (fields: string, args = '') =>
  `query ($n: Int = 5) { r: rechercherOffres(criteres: {}, tri: NOM, first: $n${args}) { totalCount totalEstComplet nodes { id nom } ${fields} } }`;
const PLAIN = search('regions { codes statut generation }');
const STATUSES = 'regions { codes statut generation date code message offresConnues connuesAu }';

const regions = realRegions(three, OFFERS);
let nation: Awaited<ReturnType<typeof startTestNation>>;
let generations = 1;

beforeAll(async () => {
  nation = await startTestNation(regions.scripts, 5_000, [0]);
}, 120_000);
beforeEach(async () => {
  // Regions are known once an answer is used again.
  await until(async () => (await usedAgain(() => nation.ask(PLAIN))) > 0);
});
afterAll(async () => {
  await nation?.close();
  await regions.close();
});

/** Whole answers and replies used again while something is done. */
async function usedAgain(act: () => Promise<unknown>): Promise<number> {
  const { answers, served } = { ...nation.gateway.memory() };
  await act();
  const after = nation.gateway.memory();
  return after.answers - answers + (after.served - served);
}

async function reload(code: string): Promise<void> {
  const instance = three.find(({ codes }) => codes.includes(code))!;
  const file = join(regions.dir, `${code}-${++generations}.xml`);
  writeFileSync(
    file,
    [...ecrireCsd(genererInstance({ instance, nombreOffres: OFFERS, graine: generations }))].join(''),
  );
  await regions.adapters.get(code)!.recharger(file, { forcer: true });
}

describe('An answer that was given', () => {
  it('is used again, byte for byte, while no region changes, and never for another question', async () => {
    const first = await nation.ask(PLAIN);
    expect(await usedAgain(async () => expect((await nation.ask(PLAIN)).body).toEqual(first.body))).toBeGreaterThan(0);
    const { asked } = { ...nation.gateway.memory() };
    const other = await nation.ask(PLAIN, { n: 6 });
    expect(other.body.data.r.nodes).toHaveLength(6);
    expect(nation.gateway.memory().asked).toBe(asked + CODES.length);
  });

  it('is not used any more once a region has changed', async () => {
    const before = await nation.ask(PLAIN);
    await reload('94');
    await until(async () => {
      const { body } = await nation.ask(PLAIN);
      return body.data.r.regions.some(({ generation }: { generation: string }) =>
        generation.startsWith(`${generations}-`),
      );
    });
    const after = await nation.ask(PLAIN);
    expect(after.body).not.toEqual(before.body);
    const direct = await (await nation.another({ memory: false, planning: false })).ask(PLAIN);
    expect(after.body).toEqual(direct.body);
  });

  it('is used region by region when only some have changed', async () => {
    const timed = search('regions { codes statut latenceMs }');
    await nation.ask(timed);
    await until(async () => (await usedAgain(() => nation.ask(timed))) === CODES.length);
    await reload('94');
    await until(async () => {
      const { asked } = { ...nation.gateway.memory() };
      const again = await usedAgain(() => nation.ask(timed));
      return again === CODES.length - 1 && nation.gateway.memory().asked === asked + 1;
    });
  });

  it('is never given to another profile or perimeter', async () => {
    const asPublic = nation.askAs[0]!;
    const whole = search('regions { codes statut }');
    await nation.ask(whole);
    await until(async () => (await usedAgain(() => nation.ask(whole))) > 0);
    expect(await usedAgain(() => asPublic(whole))).toBe(0);
    const mine = (await nation.ask(whole)).body.data.r.totalCount;
    expect((await asPublic(whole)).body.data.r.totalCount).toBeLessThan(mine);
    expect(await usedAgain(() => nation.askFrom24(whole))).toBe(0);
    const { body } = await nation.askFrom24(whole);
    expect(body.data.r.regions.every(({ statut }: { statut: string }) => statut === 'REFUSEE')).toBe(true);
  });

  it('is told to the journal each time it is used', async () => {
    await nation.ask(PLAIN);
    await until(async () => (await usedAgain(() => nation.ask(PLAIN))) > 0);
    const told = nation.accesses.length;
    await nation.ask(PLAIN);
    await until(() => nation.accesses.length > told);
    const { after } = nation.accesses.at(-1) as unknown as { after: { recherches: { rendues: number }[] } };
    expect(after.recherches).toMatchObject([{ rendues: 5 }]);
  });
});

describe('A region that does not answer', () => {
  it('is told with what was known of it; its last answer is given, dated, to who accepts it and to nobody else', async () => {
    const strict = search(STATUSES);
    const lenient = search(STATUSES, ', accepterPerime: true');
    const whole = (await nation.ask(lenient)).body.data.r;
    expect(whole.totalEstComplet).toBe(true);
    for (const report of whole.regions)
      expect(report).toMatchObject({ statut: 'OK', offresConnues: null, connuesAu: null });
    await nation.ask(strict);
    const lastHeard = Date.now();
    await regions.adapters.get('53')!.close(50);
    const of = (body: { data: { r: { regions: { codes: string[] }[] } } }) =>
      body.data.r.regions.find(({ codes: [code] }) => code === '53') as Record<string, unknown> & { codes: string[] };
    await until(async () => of((await nation.ask(strict)).body).statut !== 'OK');

    const refused = (await nation.ask(strict)).body;
    expect(of(refused)).toMatchObject({ statut: 'ERREUR', generation: null, date: null });
    expect(of(refused).offresConnues).toBeGreaterThan(100);
    const knownAt = Date.parse(String(of(refused).connuesAu));
    expect(Math.abs(knownAt - lastHeard)).toBeLessThan(10_000);
    expect(refused.data.r.totalEstComplet).toBe(false);

    const accepted = (await nation.ask(lenient)).body;
    expect(of(accepted)).toMatchObject({ statut: 'PERIMEE', offresConnues: of(refused).offresConnues });
    expect(Date.parse(String(of(accepted).date))).toBeLessThanOrEqual(lastHeard);
    expect(of(accepted).code).not.toBeNull();
    expect(accepted.data.r).toMatchObject({ totalCount: whole.totalCount, totalEstComplet: false, nodes: whole.nodes });
    expect(accepted.extensions.regionsManquantes).toMatchObject([{ codes: ['53'], statut: 'PERIMEE' }]);
    expect(accepted.data.r.totalCount).toBeGreaterThan(refused.data.r.totalCount);

    const never = (await nation.ask(search(STATUSES, ', accepterPerime: true'), { n: 7 })).body;
    expect(of(never).statut).toBe('ERREUR');
    expect((await nation.ask(strict)).body.data.r.nodes).toEqual(refused.data.r.nodes);
  });
});
