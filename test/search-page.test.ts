import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, violations } from './support/browser.js';
import { type Nation, startNation } from './support/nation.js';

// The page of Bretagne, in a real browser, on a nation of real processes.
let nation: Nation;
let browser: Browser;
let page: Page;
let context: BrowserContext;
let bretagne: string;
let dir: string;

/** The first name within a unit (R207 code 4) of an export. */
const UNIT_NAME = /(<codedType code="4"[^>]*\/>\s*<primaryName>)[^<]*<\//;

/** The name that an offer of Corse is given. */
const HOSTILE = `Attaque <script>window.attaque = 1</script><img src=x onerror="window.attaque = 2"> "' &amp;`;

const region = (code: string) => nation.ready.regions.find((r) => r.codes.includes(code))!;
const chercher = (q: string, more = '') => `${bretagne}/recherche?q=${encodeURIComponent(q)}${more}`;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ir-page-'));
  const corse = await hostileExport();
  const args = ['--isolated', '--offers', '3000', '--export', `94=${corse}`];
  [nation, browser] = await Promise.all([startNation(args), openBrowser()]);
  bretagne = region('53').page;
  context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  page = await context.newPage();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await nation?.stop();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

describe('the search page of a region', () => {
  it('finds an offer of another region, at one touch from its own', async () => {
    await page.goto(chercher('maternité près de Marseille'));
    expect(await page.textContent('#titre-resultats')).toContain('Aucune offre');
    await page.click('text=Chercher dans toute la France');
    expect(await page.textContent('#titre-resultats')).toMatch(/^\d+ offres?$/);
    expect(await page.textContent('.offre')).toContain('Provence-Alpes-Côte d');
    await page.goBack();
    expect(await page.textContent('#titre-resultats')).toContain('Aucune offre');
  });

  it('goes from the result to the unit, to its establishment, to its legal entity, and back up to another unit', async () => {
    await page.goto(chercher('IRM', '&portee=france'));
    const offer = await page.textContent('.offre h3 a');
    await page.click('.offre h3 a');
    expect(await page.textContent('h1')).toBe(offer);
    await page.click('.chemin a[href^="/etablissement/"]');
    expect(await page.locator('.arbre a[href^="/offre/"]').count()).toBeGreaterThan(0);
    expect(await page.textContent('.arbre')).toContain(offer);
    await page.click('.chemin a[href^="/entite-juridique/"]');
    expect(await page.textContent('h2')).toMatch(/\d+ sites? dans \d+ régions?/);
  });

  it('has no accessibility violation that axe knows, on any page', async () => {
    await page.goto(chercher('IRM', '&portee=france'));
    const offer = await page.getAttribute('.offre h3 a', 'href');
    const found: Record<string, string[]> = { recherche: await violations(page) };
    for (const path of ['/', offer!, '/nulle-part', '/recherche?q=xyzzy']) {
      await page.goto(bretagne + path);
      found[path] = await violations(page);
    }
    await page.goto(bretagne + offer);
    for (const kind of ['etablissement', 'entite-juridique']) {
      const href = await page.getAttribute(`.chemin a[href^="/${kind}/"]`, 'href');
      await page.goto(bretagne + href);
      found[kind] = await violations(page);
    }
    expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
  });

  it('can be used by keyboard alone: type, choose a suggestion, search, open a result', async () => {
    await page.goto(`${bretagne}/`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.focus('#q');
    await page.keyboard.type('réanim');
    await page.waitForSelector('#suggestions li');
    await page.keyboard.press('ArrowDown');
    const chosen = await page.getAttribute('#q', 'aria-activedescendant');
    expect(chosen).toBe('suggestion-0');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('#q')).toMatch(/^Réanimation/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.resultats');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement !== document.body')).toBe(true);
  });

  it('holds on a phone 320 pixels wide, without sideways scrolling', async () => {
    const phone = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const small = await phone.newPage();
    for (const path of ['/', '/recherche?q=cardiologie&portee=france']) {
      await small.goto(bretagne + path);
      expect(await small.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    }
    await small.click('.offre h3 a');
    expect(await small.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await phone.close();
  });

  it('searches, follows filters and shows sheets without script', async () => {
    const bare = await browser.newContext({ javaScriptEnabled: false });
    const plain = await bare.newPage();
    await plain.goto(`${bretagne}/`);
    await plain.fill('#q', 'EHPAD lits disponibles');
    await plain.click('button[type=submit]');
    expect(await plain.textContent('#titre-resultats')).toMatch(/^\d[\d\s]* offres?$/);
    expect(await plain.isHidden('.attente')).toBe(true);
    await plain.click('.filtres summary');
    await plain.selectOption('select[name=champ]', '05');
    await plain.click('text=Appliquer les filtres');
    expect(await plain.textContent('#titre-resultats')).toBe('Aucune offre');
    await plain.goBack();
    await plain.click('.offre h3 a');
    expect(await plain.textContent('h2')).toBe('Ce que fait l’unité');
    await bare.close();
  });

  it('asks nothing of another site, keeps no cookie, and forbids scripts that are not its own', async () => {
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    const answer = await page.goto(chercher('IRM', '&portee=france'));
    expect([...hosts]).toEqual([new URL(bretagne).host]);
    expect(await context.cookies()).toEqual([]);
    const policy = answer!.headers()['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  it('gives a whole search as CSV', async () => {
    const { body, type } = (await page.evaluate(
      `fetch(${JSON.stringify('/recherche.csv?q=cardiologie&portee=france')}).then(async (r) => ({ body: await r.text(), type: r.headers.get('content-type') }))`,
    )) as { body: string; type: string };
    const answer = await nation.ask('{ rechercherOffres(criteres: {texte: "cardiologie"}) { totalCount } }');
    expect(type).toContain('text/csv');
    expect(body.trim().split('\r\n').length - 1).toBe(answer.body.data.rechercherOffres.totalCount);
  });

  it('pages through all the results with links, none twice', async () => {
    await page.goto(chercher('cardiologie', '&portee=france'));
    const seen: string[] = [];
    for (;;) {
      seen.push(
        ...(await page
          .locator('.offre h3 a')
          .evaluateAll((all) => all.map((a) => (a as { href?: string }).href ?? ''))),
      );
      const next = page.locator('a[rel=next]');
      if ((await next.count()) === 0) break;
      const before = page.url();
      await next.click();
      await page.waitForURL((url) => url.href !== before);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(`${seen.length}`).toBe((await page.textContent('#titre-resultats'))!.replace(/\D/g, ''));
  });

  it('shows a script in the name of an offer as text, everywhere', async () => {
    await page.goto(chercher('Attaque', '&portee=france'));
    expect(await page.textContent('.offre h3 a')).toBe(HOSTILE);
    await page.click('.offre h3 a');
    expect(await page.textContent('h1')).toBe(HOSTILE);
    await page.click('.chemin a[href^="/etablissement/"]');
    expect(await page.textContent('.arbre')).toContain(HOSTILE);
    expect(await page.evaluate('window.attaque')).toBeUndefined();
    await page.goto(`${bretagne}/recherche?q=${encodeURIComponent(HOSTILE.slice(0, 90))}`);
    expect(await page.evaluate('window.attaque')).toBeUndefined();
  });

  it('has a console: what is loaded, what the nation sees, what is to mend', async () => {
    const console = region('53').console;
    await page.goto(console);
    expect(await page.textContent('h1')).toBe('Bretagne');
    const state = await (await fetch(`${console}/etat.json`)).json();
    expect(state.nation).toMatchObject({ statut: 'OK', generation: state.generation.nom });
    expect(state.offresParChamp.reduce((n: number, c: { offres: number }) => n + c.offres, 0)).toBeGreaterThanOrEqual(
      state.generation.nombreOffres,
    );
    expect(await violations(page)).toEqual([]);
    await page.click('text=Peuplement et qualité');
    expect(await page.locator('.barre').count()).toBeGreaterThan(3);
    expect(await page.textContent('table')).toContain('Médico-social');
    expect(await violations(page)).toEqual([]);
    const csv = await (await fetch(`${console}/a-reprendre.csv`)).text();
    const { ecartsTotal } = await (await fetch(`${console}/qualite.json`)).json();
    expect(csv.trim().split('\r\n').length - 1).toBe(ecartsTotal);
  });

  it('says plainly which region did not answer, and still shows the others', async () => {
    process.kill(region('93').pid, 'SIGKILL');
    await page.goto(chercher('cardiologie', '&portee=france'));
    const missing = await page.textContent('.manque');
    expect(missing).toContain('1 région sur 17 manque à cette réponse');
    expect(missing).toContain('Provence-Alpes-Côte d’Azur n’a pas répondu'.replace('’Azur', "'Azur"));
    expect(await page.textContent('#titre-resultats')).toContain('au moins');
    expect(await page.locator('.offre').count()).toBe(20);
    expect(await violations(page)).toEqual([]);
  });

  it('says so when the gateway itself does not answer', async () => {
    const [, gateway] = nation.ready.pids;
    process.kill(gateway!, 'SIGKILL');
    await page.goto(chercher('cardiologie'));
    expect(await page.textContent('[role=alert]')).toContain('La recherche nationale ne répond pas.');
  });
});

/** The invented export of Corse, with one offer renamed. */
async function hostileExport(): Promise<string> {
  const instances = INSTANCES.filter((i) => i.codes.includes('94'));
  const [written] = await ecrireExports({ dir, graine: 1, nombreOffres: 3_000, instances });
  const xml = readFileSync(written!.fichier, 'utf8');
  const escaped = HOSTILE.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const changed = xml.replace(UNIT_NAME, (_all, before: string) => `${before}${escaped}</`);
  expect(changed).not.toBe(xml);
  writeFileSync(written!.fichier, changed);
  return written!.fichier;
}
