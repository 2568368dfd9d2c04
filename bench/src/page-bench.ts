import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { chercher, type Mesure, peser } from './page-bench-browser.js';
import { questions } from './page-bench-questions.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

const NATION_OFFERS = 10_000;
const WARM = 5;
const MEASURED = 40;
/** The region that ends while the page is measured: another than the page's own. */
const DEAD = '93';
const CEILINGS = { scriptBytes: 150_000, interactiveMs: 1_000, firstMs: 300, deadMs: 1_000 };
const SHARES = [
  ['P50', 0.5],
  ['P95', 0.95],
  ['Worst', 1],
] as const;
/** Chromium in one process ends with its first window. */
const UNWANTED = new Set(['--single-process', '--no-zygote']);

interface Region {
  codes: string[];
  page: string;
  pid: number;
}

/** The search page of a region in a real browser, on the demo nation: weight, interactive, first results, one region dead. */
export async function runPageBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-page-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const regions = await startDemo(join(dir, 'ready.json'), closers);
    const of = (code: string) => regions.find(({ codes }) => codes.includes(code))!;
    const args = chromium.args.filter((arg) => !UNWANTED.has(arg));
    const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
    closers.unshift(() => browser.close());
    const asked = questions(WARM + 2 * MEASURED, DEAD);
    const site = of('53').page;
    const weight = await peser(browser, `${site}/recherche?q=IRM&portee=france`);
    const next = () => `${site}/recherche?portee=france&q=${encodeURIComponent(asked.pop()!)}`;
    for (let i = 0; i < WARM; i++) await chercher(browser, next());
    const well = await measure(browser, next);
    process.kill(of(DEAD).pid, 'SIGKILL');
    const dead = await measure(browser, next);
    return report(weight, well, dead);
  } finally {
    for (const close of closers) await close();
  }
}

/** The demo, as its command starts it; the region that will end has a process of its own. */
async function startDemo(readyFile: string, closers: (() => unknown)[]): Promise<Region[]> {
  const command = fileURLToPath(new URL('../../packages/cli/bin/inter-ror.mjs', import.meta.url));
  const args = ['demo', '--offers', String(NATION_OFFERS), '--isolated', DEAD, '--ready-file', readyFile];
  const demo = fork(command, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  closers.unshift(() => stop(demo));
  const ended = once(demo, 'exit').then(([code]) => {
    throw new Error(`The demo ended (${code})`);
  });
  ended.catch(() => {});
  const printed = (async () => {
    for await (const text of demo.stdout!) if (String(text).includes('Ctrl-C')) return;
  })();
  await Promise.race([printed, ended]);
  return (JSON.parse(readFileSync(readyFile, 'utf8')) as { regions: Region[] }).regions;
}

async function stop(demo: ChildProcess): Promise<void> {
  const ended = once(demo, 'exit');
  if (demo.exitCode === null && demo.kill('SIGINT')) await Promise.race([ended, setTimeout(20_000)]);
}

async function measure(browser: Browser, next: () => string): Promise<Mesure[]> {
  const found: Mesure[] = [];
  for (let i = 0; i < MEASURED; i++) found.push(await chercher(browser, next()));
  return found;
}

function report(weight: Awaited<ReturnType<typeof peser>>, well: Mesure[], dead: Mesure[]): BenchResult {
  const series = {
    interactive: well.map((m) => m.interactiveMs),
    first: well.map((m) => m.resultsMs),
    complete: well.map((m) => m.completeMs),
    dead: dead.map((m) => m.completeMs),
  };
  const at = (name: keyof typeof series, share: number) =>
    rounded([...series[name]].sort((a, b) => a - b)[Math.ceil(share * series[name].length) - 1]!);
  const raw: Record<string, number> = { offers: NATION_OFFERS, ...weight };
  for (const name of Object.keys(series) as (keyof typeof series)[]) {
    for (const [key, share] of SHARES) raw[`${name}${key}Ms`] = at(name, share);
  }
  raw.deadSaid = dead.filter(({ missing }) => missing > 0).length;
  const said = (name: keyof typeof series) =>
    `médiane ${at(name, 0.5)} ms, 95 % sous ${at(name, 0.95)} ms, pire ${at(name, 1)} ms`;
  return {
    title: `Page de recherche, nation de démonstration de ${NATION_OFFERS} offres, Chromium, cache vide à chaque fois`,
    lines: [
      `Script : ${weight.scriptBytes} octets compressés (au plus ${CEILINGS.scriptBytes}) ; style ${weight.styleBytes}, page de résultats ${weight.htmlBytes}`,
      `Page utilisable : ${said('interactive')} (au plus ${CEILINGS.interactiveMs})`,
      `Premiers résultats de toute la France : ${said('first')} (au plus ${CEILINGS.firstMs})`,
      `Page entière : ${said('complete')}`,
      `Page entière, une région arrêtée net : ${said('dead')} (au plus ${CEILINGS.deadMs}) ; ${raw.deadSaid} pages sur ${MEASURED} la disent muette, les autres ne la concernent pas`,
      `Par série, ${MEASURED} questions, aucune posée deux fois. Les rapports prennent la mesure que 95 % ne dépassent pas.`,
    ],
    ratios: {
      scriptUnderCeiling: rounded(CEILINGS.scriptBytes / weight.scriptBytes),
      interactiveUnderCeiling: rounded(CEILINGS.interactiveMs / at('interactive', 0.95)),
      firstUnderCeiling: rounded(CEILINGS.firstMs / at('first', 0.95)),
      deadUnderCeiling: rounded(CEILINGS.deadMs / at('dead', 0.95)),
    },
    raw,
    versions: { node: process.version },
  };
}
