import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, violations } from './support/browser.js';
import { type Nation, startNation } from './support/nation.js';

// The page of Bretagne, in a real browser; the gateway and the region that ends have processes of their own.
let nation: Nation;
let browser: Browser;
let page: Page;
let context: BrowserContext;
let bretagne: string;
let dir: string;

/** The first name within a unit (R207 code 4) of an export. */
const UNIT_NAME = /(<codedType code="4"[^>]*\/>\s*<primaryName>)[^<]*<\//;

/** The name that an offer of Corse is given: a script, and a word wider than a phone. */
const HOSTILE = `Attaque <script>window.attaque = 1</script><img src=x onerror="window.attaque = 2"> "' &amp; ${'long'.repeat(25)}`;

const region = (code: string) => nation.ready.regions.find((r) => r.codes.includes(code))!;
const chercher = (q: string, more = '') => `${bretagne}/recherche?q=${encodeURIComponent(q)}${more}`;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ir-page-'));
  const corse = await hostileExport();
  const args = ['--isolated', '93', '--offers', '3000', '--export', `94=${corse}`];
  [nation, browser] = await Promise.all([startNation(args), openBrowser()]);
  bretagne = region('53').page;
  context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  page = await context.newPage();
}, 300_000);

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

  it.each([
    [320, true],
    [1200, true],
    [320, false],
  ])(
    'on every page, %i pixels wide, script %s: no violation that axe knows, no sideways scrolling, nothing asked elsewhere, no cookie, a strict policy',
    async (width, javaScriptEnabled) => {
      await page.goto(chercher('IRM', '&portee=france'));
      const sheets = await Promise.all(
        ['.offre h3 a', '.offre a[href^="/etablissement/"]', '.offre a[href^="/entite-juridique/"]'].map((link) =>
          page.locator(link).first().getAttribute('href'),
        ),
      );
      await page.goto(chercher('Attaque', '&portee=france'));
      sheets.push(await page.getAttribute('.offre h3 a', 'href'));
      const bare = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
      const view = await bare.newPage();
      const hosts = new Set<string>();
      view.on('request', (request) => hosts.add(new URL(request.url()).host));
      const filtered = '/recherche?q=IRM&portee=france&champ=01&libre=1&tri=NOM&age=40';
      const found: [string, string[]][] = [];
      for (const path of [
        '/',
        '/recherche?q=IRM&portee=france',
        filtered,
        '/nulle-part',
        '/recherche?q=xyzzy',
        '/recherche?q=Attaque&portee=france',
        ...sheets,
      ]) {
        const policy = (await view.goto(bretagne + path))!.headers()['content-security-policy'];
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("script-src 'self'");
        expect(policy).not.toContain('unsafe');
        expect(await view.locator('h1').count()).toBe(1);
        if (!javaScriptEnabled) continue;
        const wide = (await view.evaluate('document.documentElement.scrollWidth')) as number;
        found.push([path!, [...(await violations(view)), ...(wide > width ? [`${wide} pixels wide`] : [])]]);
      }
      expect(found.filter(([, list]) => list.length > 0)).toEqual([]);
      expect([...hosts]).toEqual([new URL(bretagne).host]);
      expect(await bare.cookies()).toEqual([]);
      await bare.close();
    },
  );

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

  it('says what to try when nothing is found: the word that was meant, a wider circle, all of France', async () => {
    await page.goto(chercher('cardiolgie près de Rennes'));
    expect(await page.textContent('#titre-resultats')).toBe('Aucune offre');
    await page.click('.aide >> text=cardiologie près de Rennes');
    expect(await page.textContent('#titre-resultats')).toMatch(/^\d+ offres?$/);
    expect(await page.inputValue('#q')).toBe('cardiologie près de Rennes');
    await page.goto(chercher('xyzzy près de Rennes', '&age=40'));
    await page.click('text=Chercher jusqu’à 100 km');
    expect(new URL(page.url()).searchParams.get('rayon')).toBe('100');
    const help = await page.textContent('.aide');
    for (const way of ['Chercher dans toute la France', 'Retirer les filtres', 'Chercher jusqu’à 200 km']) {
      expect(help).toContain(way);
    }
  });

  it('takes a filter off at one touch, and says which is on', async () => {
    await page.goto(chercher('EHPAD', '&portee=france&champ=05&tri=NOM'));
    expect(await page.textContent('#titre-resultats')).toBe('Aucune offre');
    expect(await page.locator('.actifs li').allTextContents()).toEqual(['Champ d’activité : Ville ✕', 'Tri : nom ✕']);
    await page.click('.actifs >> text=Ville');
    expect(await page.textContent('#titre-resultats')).toMatch(/^\d+ offres?$/);
    const names = (await page.locator('.offre h3 a').allTextContents()).map((name) => name.toLowerCase());
    expect(new URL(page.url()).searchParams.get('tri')).toBe('NOM');
    expect(names.length).toBeGreaterThan(1);
  });

  it('prints the question and its answer, without what only a screen needs', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.goto(chercher('cardiologie', '&portee=france'));
    expect(await page.textContent('h1')).toBe('Recherche : cardiologie');
    expect(
      await page.locator('h1').evaluate((h) => (h as unknown as { offsetHeight: number }).offsetHeight),
    ).toBeGreaterThan(10);
    for (const hidden of ['.boite', '.actions', '.pages', '.carte']) expect(await page.isHidden(hidden)).toBe(true);
    expect(await page.isVisible('.offre .joindre')).toBe(true);
    await page.emulateMedia({ media: 'screen' });
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

  it('shows who has answered while it waits for the others, in the page itself', async () => {
    const { pid } = region('93');
    process.kill(pid, 'SIGSTOP');
    try {
      const answer = await fetch(chercher('scanner', '&portee=france'));
      let text = '';
      for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (text.includes('<li>Bretagne a répondu</li>')) break;
      }
      expect(text).toContain('Les régions sont interrogées');
      expect(text).not.toContain('titre-resultats');
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('says plainly which region did not answer, and still shows the others', async () => {
    process.kill(region('93').pid, 'SIGKILL');
    // The gateway notices within seconds: until then its last answer, of the very state of the region, still holds.
    const missed = async () => {
      await page.goto(chercher('cardiologie', '&portee=france'));
      return page.locator('.manque').count();
    };
    await expect.poll(missed, { timeout: 60_000, interval: 300 }).toBe(1);
    const missing = await page.textContent('.manque');
    expect(missing).toContain('1 région sur 17 manque à cette réponse');
    expect(missing).toMatch(/Provence-Alpes-Côte d'Azur n’a pas répondu : [\d\s]+ offres connues au \d\d\/\d\d$/m);
    expect(await page.textContent('#titre-resultats')).toContain('au moins');
    expect(await page.locator('.offre').count()).toBe(20);
    expect(await violations(page)).toEqual([]);
  }, 90_000);

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
