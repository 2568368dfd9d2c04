import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, violations } from './support/browser.js';
import { type Nation, runCommand, startNation } from './support/nation.js';

// The console of the nation, in a real browser, beside a gateway of real processes.
let nation: Nation;
let browser: Browser;
let page: Page;
let site: string;

const WIDTHS = [320, 1280];
// biome-ignore lint/suspicious/noExplicitAny: JSON read by assertions
const state = async (): Promise<any> => (await fetch(`${site}/etat.json`)).json();
const link = async (de: string, vers: string) =>
  (await state()).liens.find((l: { de: string; vers: string }) => l.de === de && l.vers === vers);

beforeAll(async () => {
  [nation, browser] = await Promise.all([startNation(['--isolated', '93', '--offers', '1000']), openBrowser()]);
  site = nation.ready.gateway.console;
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await nation?.stop();
});

describe('the console of the nation', () => {
  it('is printed by the command, and shows every region connected to every other', async () => {
    expect(nation.printed()).toContain(site);
    await expect.poll(async () => (await state()).ouverts, { timeout: 60_000, interval: 500 }).toBe(306);
    await page.goto(site);
    expect(await page.textContent('#titre-alertes')).toMatch(/^Tout répond : 17 instances sur 17/);
    expect(await page.textContent('.grand')).toContain('306 connexions ouvertes sur 306');
    expect(await page.locator('.matrice tbody tr').count()).toBe(18);
    expect(await page.locator('.matrice .oui').count()).toBe(306);
    expect(await page.textContent('#titre-raisons + p')).toContain('Chaque région peut chercher dans chaque autre');
  });

  it('gives generation, date, offers and latency of each region, and what the list is worth', async () => {
    const { regions, liste, echeances } = await state();
    expect(regions).toHaveLength(17);
    const served = regions.map((r: { servi: { nombreOffres: number } }) => r.servi.nombreOffres);
    expect(served.reduce((sum: number, n: number) => sum + n, 0)).toBeGreaterThan(900);
    for (const { entendu, servi } of regions) {
      expect(entendu).toMatchObject({ statut: 'OK', latence: { mesures: expect.any(Number) } });
      expect(Date.parse(servi.dateGeneration)).toBeGreaterThan(0);
    }
    expect(liste).toMatchObject({ instance: 'DEMONSTRATION', etat: 'fresh' });
    expect(liste.version).toBeGreaterThan(1);
    expect(echeances).toEqual([]);
  });

  it('sums the indicators of every region, by region, département and domain, as a page, CSV, JSON and GraphQL', async () => {
    const quality = async () => (await fetch(`${site}/qualite.json`)).json();
    await expect.poll(async () => (await quality()).manquantes, { timeout: 90_000, interval: 500 }).toEqual([]);
    const { lignes } = await quality();
    const sum = (code: string) =>
      lignes
        .filter((l: { region: string; indicateur: string }) => l.region === code && l.indicateur === 'CP4')
        .reduce((n: number, l: { perimetre: number }) => n + l.perimetre, 0);
    const own = await (
      await fetch(`${nation.ready.regions.find((r) => r.codes.includes('53'))!.console}/qualite.json`)
    ).json();
    expect(lignes.filter((l: { region: string }) => l.region === '53')).toEqual(own.lignes);
    expect(new Set(lignes.map((l: { region: string }) => l.region)).size).toBe(18);
    const csv = await (await fetch(`${site}/qualite.csv`)).text();
    expect(csv.trim().split('\r\n')).toHaveLength(lignes.length + 1);
    const asked = await nation.ask('{ qualite { codes statut date lignes { indicateur region perimetre ecarts } } }');
    expect(asked.body.data.qualite.flatMap((q: { lignes: object[] }) => q.lignes)).toHaveLength(lignes.length);
    await page.goto(`${site}/qualite`);
    expect(await page.locator('.barre').count()).toBeGreaterThan(3);
    const row = page.locator('[aria-label="Indicateurs par région"] tbody tr', { hasText: 'Bretagne' });
    expect(await row.textContent()).toContain(`(${sum('53')})`);
    await page.click('nav[aria-label=Territoires] >> text=Bretagne');
    expect(await page.textContent('h1')).toBe('Peuplement et qualité : Bretagne');
    expect(await page.textContent('[aria-label="Indicateurs par département"]')).toContain('Finistère');
  }, 120_000);

  it('shows a region that is suspended as suspended, since when, and leads from the cell to the reason by keyboard', async () => {
    const { id } = (await state()).regions
      .map((r: { codes: string[]; membre: string }) => ({ code: r.codes[0], id: r.membre }))
      .find(({ code }: { code: string }) => code === '53');
    const done = await runCommand([
      'whitelist',
      'suspend',
      id,
      '--dir',
      nation.ready.whitelist.dir,
      '--reason',
      'essai',
    ]);
    expect([done.code, done.err]).toEqual([0, '']);
    await expect.poll(async () => (await link('11', '53')).motif, { timeout: 60_000, interval: 500 }).toBe('SUSPENDUE');
    expect(Date.parse((await link('11', '53')).depuis)).toBeGreaterThan(Date.now() - 120_000);
    await page.goto(site);
    expect(await page.textContent('.grand')).toContain('272 connexions ouvertes sur 306');
    expect(await page.textContent('.raisons')).toContain('Bretagne est suspendue.');
    expect(await page.textContent('.alertes .veille')).toMatch(/Bretagne est suspendue.*whitelist resume region-53/s);
    expect(await page.locator('.alertes .panne').count()).toBe(0);
    await page.focus('[aria-label="Matrice des connexions"]');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#raison-SUSPENDUE-53');
    expect(await page.locator(':target').count()).toBe(1);
  });

  it('says which region is dead, and counts it out of the share', async () => {
    process.kill(nation.ready.regions.find((r) => r.codes.includes('93'))!.pid, 'SIGKILL');
    await expect
      .poll(async () => (await link('11', '93')).motif, { timeout: 60_000, interval: 500 })
      .toMatch(/^(MUETTE|DISJONCTEUR)$/);
    await page.goto(site);
    expect(await page.textContent('.raisons')).toContain("Provence-Alpes-Côte d'Azur");
    expect(await page.textContent('#titre-alertes')).toBe('1 panne : 15 instances sur 16 répondent');
    const down = await page.textContent('.alertes li.panne');
    expect(down).toMatch(
      /^Provence-Alpes-Côte d'Azur .* Depuis le \d.*Prévenez l’exploitant de cette région \(astreinte@region-93\.exemple\.invalid\)/s,
    );
    const { alertes, regions } = await state();
    const dead = regions.find((r: { codes: string[] }) => r.codes.includes('93'));
    expect(alertes.map((a: { gravite: string }) => a.gravite)).toEqual(['PANNE', 'VEILLE']);
    expect(alertes[0].depuis).toBe(dead.entendu.derniereReponse);
    await page.click('text=suivre');
    expect(await page.textContent('main')).toContain('Cette page s’actualise');
    await page.click('text=arrêter');
    expect((await state()).historique.map((p: { ouverts: number }) => p.ouverts)).toEqual(
      expect.arrayContaining([306, 272, 256]),
    );
  });

  it.each(WIDTHS)(
    'has no violation that axe knows at %i pixels, with and without script, does not scroll sideways, asks nothing elsewhere',
    async (width) => {
      const region = nation.ready.regions.find((r) => r.codes.includes('75'))!.console;
      for (const javaScriptEnabled of [true, false]) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
        const view = await context.newPage();
        const asked = new Set<string>();
        view.on('request', (request) => asked.add(new URL(request.url()).origin));
        for (const path of [
          '/',
          '/qualite',
          '/nulle-part',
          `${region}/`,
          `${region}/qualite`,
          `${region}/nulle-part`,
        ]) {
          const policy = (await view.goto(new URL(path, site).href))!.headers()['content-security-policy'];
          expect(policy).toContain("default-src 'none'");
          expect(policy).not.toContain('unsafe');
          expect(await view.textContent('h1')).not.toBe('');
          if (javaScriptEnabled) {
            expect(await violations(view)).toEqual([]);
            expect(await view.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
          }
        }
        expect([...asked]).toEqual([site, region]);
        expect(await context.cookies()).toEqual([]);
        await context.close();
      }
    },
  );
});
