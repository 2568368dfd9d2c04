import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { Breaker } from '../src/guard/breaker.js';
import { HedgeBudget } from '../src/guard/hedge-budget.js';
import { regionWithOffers } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

const QUESTION =
  '{ rechercherOffres(criteres: {champActivite: ["01"]}, tri: NOM) { totalCount regions { codes statut code latenceMs } } }';
const statusOf = (answer: { body: { data: { rechercherOffres: { regions: { codes: string[] }[] } } } }, code: string) =>
  answer.body.data.rechercherOffres.regions.find((r) => r.codes[0] === code) as unknown as {
    statut: string;
    code: string | null;
    latenceMs: number;
  };

let nation: Awaited<ReturnType<typeof startTestNation>> | undefined;
afterEach(async () => {
  await nation?.close();
  nation = undefined;
});

describe('the breaker of a region', () => {
  it('opens after failures in a row, probes, doubles its wait up to a bound, and closes on the first good probe', async () => {
    let healthy = false;
    let probes = 0;
    const breaker = new Breaker({
      probe: async () => {
        probes++;
        return healthy;
      },
      consecutive: 3,
      firstProbeMs: 10,
      lastProbeMs: 20,
    });
    breaker.failed('a');
    breaker.failed('b');
    breaker.succeeded();
    for (const reason of ['c', 'd']) breaker.failed(reason);
    expect(breaker.etat).toBe('FERME');
    breaker.failed('la dernière');
    expect([breaker.etat, breaker.raison]).toEqual(['OUVERT', 'la dernière']);
    await expect.poll(() => probes).toBeGreaterThan(3);
    expect(breaker.etat).not.toBe('FERME');
    healthy = true;
    await expect.poll(() => breaker.etat).toBe('FERME');
    expect(breaker.depuis).toBeUndefined();
    breaker.close();
  });

  it('opens too when half of the last questions failed, though never in a row', () => {
    const breaker = new Breaker({ probe: async () => false });
    for (let i = 0; i < 9; i++) {
      breaker.failed('x');
      breaker.succeeded();
    }
    expect(breaker.etat).toBe('FERME');
    breaker.failed('x');
    breaker.succeeded();
    breaker.failed('x');
    expect(breaker.etat).toBe('OUVERT');
    breaker.close();
  });

  it('lets second questions be a few in a hundred', () => {
    const budget = new HedgeBudget();
    let second = 0;
    for (let i = 0; i < 1_000; i++) {
      budget.asked();
      if (budget.take()) second++;
    }
    expect(second).toBeLessThanOrEqual(34);
    expect(second).toBeGreaterThan(20);
  });

  it('sets a region that stalls apart, so that answers no longer wait for it, and takes it back by itself', async () => {
    let stalls = true;
    const good = regionWithOffers('24', ['b']);
    const handler: RequestListener = (req, res) => (stalls ? undefined : good(req, res));
    nation = await startTestNation([
      { codes: ['11'], handler: regionWithOffers('11', ['a']) },
      { codes: ['24'], handler },
    ]);
    for (let i = 0; i < 5; i++) expect(statusOf(await nation.ask(QUESTION), '24').statut).toBe('DELAI_DEPASSE');
    const apart = statusOf(await nation.ask(QUESTION), '24');
    expect(apart).toMatchObject({ statut: 'ERREUR', code: 'DISJONCTEUR' });
    expect(statusOf(await nation.ask(QUESTION), '11').statut).toBe('OK');
    stalls = false;
    await expect
      .poll(async () => statusOf(await nation!.ask(QUESTION), '24').statut, { timeout: 20_000, interval: 100 })
      .toBe('OK');
  }, 60_000);

  it('is not opened by a client that leaves no time, nor by questions that a region refuses', async () => {
    const slow = regionWithOffers('11', ['a']);
    const handler: RequestListener = (req, res) =>
      void setTimeout(() => Promise.resolve(slow(req, res)).catch(() => {}), 60);
    nation = await startTestNation([{ codes: ['11'], handler }], 3_000);
    for (let i = 0; i < 8; i++) {
      const hasty = await nation.ask(QUESTION, {}, { 'x-request-timeout': '20' });
      expect(statusOf(hasty, '11').statut).toBe('DELAI_DEPASSE');
    }
    expect(statusOf(await nation.ask(QUESTION), '11').statut).toBe('OK');
  }, 60_000);

  it('asks again, once, a region that is unusually late, and takes the first good answer', async () => {
    const good = regionWithOffers('11', ['a']);
    let asked = 0;
    let stallOne = false;
    const handler: RequestListener = (req, res) => {
      asked++;
      if (stallOne) {
        stallOne = false;
        return;
      }
      void good(req, res);
    };
    nation = await startTestNation([{ codes: ['11'], handler }], 4_000);
    for (let i = 0; i < 15; i++) await nation.ask(QUESTION);
    const before = asked;
    stallOne = true;
    const answer = statusOf(await nation.ask(QUESTION), '11');
    expect(answer.statut).toBe('OK');
    expect(asked - before).toBe(2);
  }, 60_000);
});
