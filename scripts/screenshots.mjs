// Pictures of the pages, taken in a real browser on a demo nation: node scripts/screenshots.mjs [folder]
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const out = resolve(process.argv[2] ?? 'docs/images');
const command = fileURLToPath(new URL('../packages/cli/bin/inter-ror.mjs', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'ir-pictures-'));
const readyFile = join(dir, 'ready.json');
const nation = fork(command, ['demo', '--offers', '20000', '--isolated', '93', '--ready-file', readyFile], {
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});
const ended = new Promise((done) => nation.once('exit', done));
let browser;
try {
  await new Promise((up, down) => {
    nation.stdout.on('data', (text) => String(text).includes('Ctrl-C') && up());
    nation.once('exit', (code) => down(new Error(`the demo ended with code ${code}`)));
  });
  const ready = JSON.parse(readFileSync(readyFile, 'utf8'));
  const region = (code) => ready.regions.find((r) => r.codes.includes(code));
  const { page, console: regionConsole } = region('53');
  const args = chromium.args.filter((arg) => !['--single-process', '--no-zygote'].includes(arg));
  browser = await playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
  mkdirSync(out, { recursive: true });
  const search = `${page}/recherche?portee=france&rayon=100&q=${encodeURIComponent('cardiologie près de Rennes')}`;
  const desk = await browser.newPage({ viewport: { width: 1100, height: 760 } });
  const shot = async (name) => {
    await desk.screenshot({ path: join(out, `${name}.png`) });
    console.log(join(out, `${name}.png`));
  };
  await desk.goto(search);
  await shot('recherche');
  await desk.click('.offre h3 a');
  await shot('offre');
  await desk.click('.chemin a[href^="/etablissement/"]');
  await shot('etablissement');
  await desk.click('.chemin a[href^="/entite-juridique/"]');
  await shot('entite-juridique');
  await desk.goto(regionConsole);
  await shot('console-region');
  await desk.goto(`${regionConsole}/qualite`);
  await shot('qualite');
  await desk.setViewportSize({ width: 320, height: 640 });
  await desk.goto(search);
  await shot('telephone');
  process.kill(region('93').pid, 'SIGKILL');
  await desk.setViewportSize({ width: 1100, height: 1000 });
  await told(desk, ready.gateway.console);
  await shot('console-nation');
} finally {
  await browser?.close();
  nation.kill('SIGINT');
  await ended;
  rmSync(dir, { recursive: true, force: true });
}

/** Until the console of the nation tells the region that has just ended. */
async function told(page, site) {
  const end = Date.now() + 60_000;
  do {
    if (Date.now() > end) throw new Error('the console tells nothing of the region that ended');
    await page.goto(site);
  } while ((await page.locator('.alertes .panne').count()) === 0);
}
