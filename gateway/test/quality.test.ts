import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { sendJson } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

let nation: Awaited<ReturnType<typeof startTestNation>> | undefined;
afterEach(async () => {
  await nation?.close();
  nation = undefined;
});

const line = (region: string, change: object = {}) => ({
  indicateur: 'CP4',
  region,
  departement: '29',
  domaine: 'Sanitaire',
  perimetre: 10,
  ecarts: 4,
  ...change,
});
/** Gives these figures; null while they are not made. */
const judged =
  (lignes: object[] | null, date: string | null = '2026-11-20T06:00:00Z'): RequestListener =>
  (req, res) => {
    req.resume();
    req.on('end', () =>
      sendJson(res, { data: { q: [{ date: lignes === null ? null : date, generation: 'g7', lignes: lignes ?? [] }] } }),
    );
  };
const QUESTION =
  '{ qualite { codes statut date generation lignes { indicateur region departement domaine perimetre ecarts } } }';

describe('the indicators of the nation', () => {
  it('are those that each region gives; one that is silent or still counting is named, and counts for nothing', async () => {
    nation = await startTestNation([
      { codes: ['11'], handler: judged([line('11'), line('11', { indicateur: 'ST3', departement: null })]) },
      { codes: ['24'], dead: true },
      { codes: ['28'], handler: judged(null) },
      { codes: ['53'], handler: judged([line('53')], '2026-11-19T06:00:00Z') },
    ]);
    const { qualite } = (await nation.ask(QUESTION)).body.data;
    expect(
      qualite.map((q: { codes: string[]; statut: string; date: string; lignes: object[] }) => [
        q.codes[0],
        q.statut,
        q.date,
        q.lignes.length,
      ]),
    ).toEqual([
      ['11', 'OK', '2026-11-20T06:00:00.000Z', 2],
      ['24', 'ERREUR', null, 0],
      ['28', 'OK', null, 0],
      ['53', 'OK', '2026-11-19T06:00:00.000Z', 1],
    ]);
    expect(qualite[0].lignes[1]).toEqual(line('11', { indicateur: 'ST3', departement: null }));
    const state = await nation.gateway.quality(20_000);
    expect(state.date).toBe('2026-11-19T06:00:00.000Z');
    expect(state.lignes).toHaveLength(3);
    expect(state.manquantes.map(({ codes, raison }) => [codes[0], raison.split(' ')[0]])).toEqual([
      ['24', 'connect'],
      ['28', 'calcul'],
    ]);
  }, 60_000);

  it.each([
    ['speaks for another region', line('53')],
    ['has more gaps than scope', line('11', { ecarts: 11 })],
    ['has an indicator of its own', line('11', { indicateur: 'ZZ9' })],
    ['writes HTML for a département', line('11', { departement: '<b>' })],
  ])(
    'leave out a region that %s',
    async (_what, bad) => {
      nation = await startTestNation([{ codes: ['11'], handler: judged([line('11'), bad]) }]);
      const { qualite } = (await nation.ask(QUESTION)).body.data;
      expect(qualite[0]).toMatchObject({ statut: 'ERREUR', lignes: [] });
      expect((await nation.gateway.quality(20_000)).lignes).toEqual([]);
    },
    60_000,
  );

  it('are for profile 1 alone: for the others the list is empty, and no region is asked', async () => {
    let asked = 0;
    const handler: RequestListener = (req, res) => {
      asked++;
      judged([line('11')])(req, res);
    };
    nation = await startTestNation([{ codes: ['11'], handler }], 2_000, [0, 2, 3, 4, 5]);
    await nation.gateway.quality(20_000);
    const before = asked;
    for (const ask of nation.askAs) expect((await ask(QUESTION)).body.data.qualite).toEqual([]);
    expect(asked).toBe(before);
    expect((await nation.ask(QUESTION)).body.data.qualite[0].lignes).toHaveLength(1);
  }, 60_000);
});
