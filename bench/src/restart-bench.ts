import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { charger } from '@inter-ror/regional-adapter';
import { ecrireExportFactice } from './load-bench-export.js';
import type { RestartMeasure } from './restart-bench-child.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

const OFFERS = 100_000;
const RESTARTS = 5;
const CEILING_MS = 2_500;

/** Time from the start of a process to its first answer over the offers that another process loaded. */
export async function runRestartBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-restart-'));
  try {
    const storeDir = join(dir, 'store');
    const file = join(dir, 'export.xml');
    ecrireExportFactice(file, OFFERS, true);
    await charger({ storeDir, fichier: file, codesRegion: ['53'] });
    const restarts: (RestartMeasure & { totalMs: number })[] = [];
    for (let i = 0; i < RESTARTS; i++) restarts.push(await restart(storeDir));
    return report(restarts.sort((a, b) => a.totalMs - b.totalMs));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function restart(storeDir: string): Promise<RestartMeasure & { totalMs: number }> {
  const start = performance.now();
  const child = fork(new URL('./restart-bench-child.js', import.meta.url), [storeDir]);
  const [measured] = (await once(child, 'message')) as [RestartMeasure];
  const totalMs = performance.now() - start;
  await once(child, 'exit');
  return { ...measured, totalMs };
}

/** @param restarts quickest first */
function report(restarts: readonly (RestartMeasure & { totalMs: number })[]): BenchResult {
  const median = restarts[Math.floor(restarts.length / 2)]!;
  const worst = restarts.at(-1)!;
  return {
    title: `Restart on ${median.offers} offers, to the first answer, ${restarts.length} times`,
    lines: [
      `median ${rounded(median.totalMs)} ms, worst ${rounded(worst.totalMs)} ms (under ${CEILING_MS})`,
      `of the median: modules ${rounded(median.modulesMs)} ms, store and index ` +
        `${rounded(median.segmentMs - median.modulesMs)} ms, first answer ${rounded(median.answerMs - median.segmentMs)} ms`,
    ],
    ratios: { restartUnderCeiling: rounded(CEILING_MS / median.totalMs) },
    raw: {
      offers: median.offers,
      medianMs: rounded(median.totalMs),
      worstMs: rounded(worst.totalMs),
      modulesMs: rounded(median.modulesMs),
      storeAndIndexMs: rounded(median.segmentMs - median.modulesMs),
      firstAnswerMs: rounded(median.answerMs - median.segmentMs),
    },
    versions: { node: process.version },
  };
}
