import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Activity } from '../src/console/activity.js';
import { ConnectedHistory } from '../src/console/connected-history.js';
import type { NationWatch } from '../src/index.js';
import { regionWithOffers, sendJson } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

let nation: Awaited<ReturnType<typeof startTestNation>> | undefined;
let watch: NationWatch | undefined;
afterEach(async () => {
  watch?.close();
  await nation?.close();
  nation = undefined;
});

/** Says what it serves, as long as it is well. */
const serving =
  (offers: number, well: () => boolean = () => true): RequestListener =>
  (req, res) => {
    req.resume();
    req.on('end', () => {
      if (!well()) return res.writeHead(500).end();
      const r = [{ generation: 'g7', dateGeneration: '2026-11-12T06:00:00Z', nombreOffres: offers }];
      return sendJson(res, { data: { r } });
    });
  };
const never = (error: Error) => {
  throw error;
};

describe('the watch of a gateway', () => {
  it('tells what each region serves, who is silent, and who is suspended rather than leave it out', async () => {
    nation = await startTestNation([
      { codes: ['11'], handler: serving(12) },
      { codes: ['24'], dead: true },
      { codes: ['53'], handler: serving(1_234) },
    ]);
    watch = nation.gateway.watch({ onError: never });
    await watch.look();
    const before = watch.state();
    const link = (de: string, vers: string) => watch!.state().liens.find((l) => l.de === de && l.vers === vers)!;
    expect(before).toMatchObject({ possibles: 306, ouverts: 4 });
    expect(before.regions.find((r) => r.codes[0] === '53')).toMatchObject({
      liste: 'ADMISE',
      disjoncteur: 'FERME',
      servi: { generation: 'g7', dateGeneration: '2026-11-12T06:00:00Z', nombreOffres: 1_234 },
      entendu: { statut: 'OK', latence: { mesures: 1 } },
    });
    expect(link('11', '24')).toMatchObject({ ouvert: false, motif: 'MUETTE', region: '24' });
    expect(link('24', '11').ouvert).toBe(true);
    const opened = link('11', '53').depuis;

    const { id } = nation.authority.list().find((e) => e.regions.includes('53'))!;
    await nation.authority.suspend(id, 'essai', 'test');
    await expect.poll(() => link('11', '53').motif, { timeout: 20_000 }).toBe('SUSPENDUE');
    expect(link('11', '53').depuis >= opened).toBe(true);
    expect(watch.state().regions.find((r) => r.codes[0] === '53')).toMatchObject({ liste: 'SUSPENDUE', membre: id });
    await expect.poll(() => watch!.state().historique.map((p) => p.ouverts)).toEqual([4, 1]);
  }, 60_000);

  it('shows a breaker that opens, then the region taken back', async () => {
    let well = true;
    nation = await startTestNation([
      { codes: ['11'], handler: serving(1) },
      { codes: ['53'], handler: serving(2, () => well) },
    ]);
    watch = nation.gateway.watch({ onError: never });
    await watch.look();
    const link = () => watch!.state().liens.find((l) => l.de === '11' && l.vers === '53')!;
    expect(link().ouvert).toBe(true);
    well = false;
    for (let i = 0; i < 5; i++) await watch.look();
    expect(link()).toMatchObject({ motif: 'DISJONCTEUR', message: expect.stringContaining('HTTP 500') });
    expect(watch.state().regions.find((r) => r.codes[0] === '53')).toMatchObject({ servi: { nombreOffres: 2 } });
    well = true;
    await expect
      .poll(async () => watch!.look().then(() => link().ouvert), { timeout: 30_000, interval: 200 })
      .toBe(true);
  }, 60_000);

  it('counts requests, and keeps the last refused connections', async () => {
    nation = await startTestNation([{ codes: ['11'], handler: regionWithOffers('11', ['a']) }], 600, [null]);
    watch = nation.gateway.watch({ onError: never });
    await nation.ask('{ regions { codes } }');
    expect((await nation.askAs[0]!('{ regions { codes } }')).status).toBe(403);
    await expect.poll(() => watch!.state().charge).toMatchObject({ enCours: 0, parMinute: 2, refuseesParMinute: 1 });
    expect(watch.state().refus[0]).toMatchObject({ membre: expect.stringContaining('profil'), adresse: null });
  }, 60_000);
});

describe('the course of the share connected', () => {
  it('keeps changes and a quarter of an hour, within a bound, over a restart, and leaves bad lines out', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ir-course-'));
    const file = join(folder, 'course.jsonl');
    const course = new ConnectedHistory(file, never);
    const start = Date.parse('2026-11-20T00:00:00Z');
    for (let minute = 0; minute < 60; minute++) course.note(minute < 30 ? 306 : 272, 306, start + minute * 60_000);
    expect(course.points.map((p) => p.ouverts)).toEqual([306, 306, 272, 272]);
    appendFileSync(file, 'garbage\n{"instant":"x","ouverts":1,"possibles":2}\n');
    const again = new ConnectedHistory(file, never);
    expect(again.points).toEqual(course.points);
    for (let i = 0; i < 2_100; i++) again.note(i, 3_000, start + i);
    expect(again.points).toHaveLength(2_000);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2_000);
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on in memory when its file cannot be written', () => {
    const errors: Error[] = [];
    const course = new ConnectedHistory(join(tmpdir(), 'ir-nowhere', 'course.jsonl'), (e) => errors.push(e));
    course.note(1, 2, Date.now());
    expect(course.points).toHaveLength(1);
    expect(errors).toHaveLength(1);
  });
});

describe('the load', () => {
  it('forgets what is older than a minute', () => {
    const activity = new Activity();
    const closers: (() => void)[] = [];
    const res = { statusCode: 503, once: (_event: string, close: () => void) => closers.push(close) };
    activity.handler({} as never, res as never, () => {});
    expect(activity.charge()).toEqual({ enCours: 1, parMinute: 0, refuseesParMinute: 0 });
    for (const close of closers) close();
    expect(activity.charge()).toEqual({ enCours: 0, parMinute: 1, refuseesParMinute: 1 });
    expect(activity.charge(Date.now() + 61_000)).toEqual({ enCours: 0, parMinute: 0, refuseesParMinute: 0 });
  });
});
