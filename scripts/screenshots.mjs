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
const nation = fork(command, ['demo', '--offers', '20000', '--ready-file', readyFile], {
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
  const page = ready.regions.find((r) => r.codes.includes('53')).page;
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
  await desk.setViewportSize({ width: 320, height: 640 });
  await desk.goto(search);
  await shot('telephone');
} finally {
  await browser?.close();
  nation.kill('SIGINT');
  await ended;
  rmSync(dir, { recursive: true, force: true });
}
