import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadMeasure } from './load-bench-child.js';
import { ecrireExportFactice } from './load-bench-export.js';
import type { ParseMeasure } from './load-bench-parse.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

/** About 200 MB of XML. */
const OFFERS = 35_000;
const OFFERS_BEFORE = 12_000;
const FLOOR_MB_PER_S = 12;
const CEILING_MB = 400;
const CEILING_P99_MS = 20;

/** A load of 200 MB in a process that answers searches meanwhile; then the XML parser alone on the same file. */
export async function runLoadBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-load-'));
  try {
    const before = join(dir, 'before.xml');
    const file = join(dir, 'export.xml');
    ecrireExportFactice(before, OFFERS_BEFORE);
    const { octets } = ecrireExportFactice(file, OFFERS);
    const loaded = await inProcess<LoadMeasure>('./load-bench-child.js', [
      join(dir, 'store'),
      before,
      file,
      `${octets}`,
    ]);
    const parsed = await inProcess<ParseMeasure>('./load-bench-parse.js', [file]);
    return report(loaded, parsed);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function report(loaded: LoadMeasure, parsed: ParseMeasure): BenchResult {
  const fileMB = loaded.xmlBytes / 1e6;
  const loadMB = fileMB / loaded.searchableS;
  const parseMB = fileMB / parsed.seconds;
  const peakMB = loaded.peakBytes / 1e6;
  return {
    title: `Load of an export of ${Math.round(fileMB)} MB (${loaded.offers} offers), searches answered meanwhile`,
    lines: [
      `file to searchable: ${rounded(loaded.searchableS)} s, ${rounded(loadMB)} MB/s (at least ${FLOOR_MB_PER_S})`,
      `the XML parser alone: ${rounded(parseMB)} MB/s; the load runs at ${rounded((100 * loadMB) / parseMB)} % of it`,
      `peak memory of the process: ${Math.round(peakMB)} MB (under ${CEILING_MB})`,
      `${loaded.queries} searches during the load: p50 ${rounded(loaded.p50Ms)} ms, p99 ${rounded(loaded.p99Ms)} ms ` +
        `(under ${CEILING_P99_MS}), worst ${rounded(loaded.maxMs)} ms, counted from the instant each was due`,
    ],
    ratios: {
      throughputOverFloor: rounded(loadMB / FLOOR_MB_PER_S),
      throughputOverParser: rounded(loadMB / parseMB),
      memoryUnderCeiling: rounded(CEILING_MB / peakMB),
      p99UnderCeiling: rounded(CEILING_P99_MS / loaded.p99Ms),
    },
    raw: {
      offers: loaded.offers,
      fileBytes: loaded.xmlBytes,
      loadS: rounded(loaded.searchableS),
      loadMBPerS: rounded(loadMB),
      parserMBPerS: rounded(parseMB),
      peakBytes: loaded.peakBytes,
      queries: loaded.queries,
      queryP50Ms: rounded(loaded.p50Ms),
      queryP99Ms: rounded(loaded.p99Ms),
      queryMaxMs: rounded(loaded.maxMs),
    },
    versions: { node: process.version },
  };
}

/** Runs a module of this folder in a process of its own and gives the one message that it sends. */
async function inProcess<T>(module: string, args: readonly string[]): Promise<T> {
  const child = fork(new URL(module, import.meta.url), args);
  let message: T | undefined;
  child.on('message', (sent) => {
    message = sent as T;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (message === undefined) throw new Error(`${module} ended with ${code} and said nothing.`);
  return message;
}
