import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { startBenchNation } from './federation-bench-nation.js';
import type { BenchResult } from './result.js';
import { type SlowProxy, startSlowProxy } from './slow-bench-proxy.js';

const OFFERS = 20_000;
const SLOWED_MS = 500;
const DEADLINE_MS = 1_000;
const REQUESTS = 12;
const TOGETHER = 4;
const WARM = 50;
const READY_MS = 30_000;
/** Never the same question twice: nothing remembered may answer. */
const QUESTION = `query ($age: Float!) { rechercherOffres(criteres: {age: $age, uniteAge: "d"}, tri: NOM, first: 20) {
  totalEstComplet nodes { id nom } regions { codes statut } } }`;

interface Page {
  totalEstComplet: boolean;
  regions: { codes: string[]; statut: string }[];
}

/** Each region in turn answers half a second late: how long the nation takes, and whether the others are whole. */
export async function runSlowBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-slow-'));
  const closers: (() => unknown)[] = [];
  try {
    const proxies: SlowProxy[] = [];
    const nation = await startBenchNation(dir, OFFERS, closers, async (url) => {
      const proxy = await startSlowProxy(url);
      proxies.push(proxy);
      closers.unshift(() => proxy.close());
      return proxy.url;
    });
    const gateway = await nation.gateway();
    const ask = askerOf(gateway.urls[0]!, nation.client, closers);
    await readyWhole(ask);
    // A gateway in service: as many sockets to each region as are used at once, and code that has run.
    for (let warm = 0; warm < WARM; warm++) await Promise.all(Array.from({ length: TOGETHER }, () => ask()));
    const times: number[] = [];
    let lost = 0;
    let late = 0;
    for (const [rank, proxy] of proxies.entries()) {
      proxy.delayMs = SLOWED_MS;
      for (let sent = 0; sent < REQUESTS; sent += TOGETHER) {
        const pages = await Promise.all(Array.from({ length: TOGETHER }, () => ask()));
        for (const { page, ms } of pages) {
          times.push(ms);
          page.regions.forEach(({ statut }, i) => {
            if (statut === 'OK' || statut === 'ECARTEE') return;
            if (i === rank) late++;
            else lost++;
          });
        }
      }
      proxy.delayMs = 0;
      await readyWhole(ask);
    }
    times.sort((a, b) => a - b);
    const [p50, max] = [times[times.length >> 1]!, times.at(-1)!];
    return {
      title: `${proxies.length} regions, each ${SLOWED_MS} ms late in its turn, deadline ${DEADLINE_MS} ms, ${times.length} requests, ${TOGETHER} at a time`,
      lines: [
        `  a request: p50 ${p50.toFixed(0)} ms, longest ${max.toFixed(0)} ms (at most 1,050 to reach)`,
        `  answers of the slow region that were not waited for: ${late}; of the others that were lost: ${lost} (none to reach)`,
      ],
      ratios: { slowest: (1.05 * DEADLINE_MS) / max },
      raw: { p50Ms: p50, longestMs: max, late, lost },
      versions: { node: process.versions.node },
    };
  } finally {
    for (const close of closers) await close();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Ask = () => Promise<{ page: Page; ms: number }>;

function askerOf(url: string, { key, cert, ca }: TlsIdentity, closers: (() => unknown)[]): Ask {
  const agent = new Agent({ keepAlive: true, key, cert, ca: [...ca] });
  closers.unshift(() => agent.destroy());
  let asked = 0;
  return () =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const headers = { 'content-type': 'application/json', 'x-request-timeout': DEADLINE_MS };
      const req = request(`${url}/graphql`, { method: 'POST', agent, headers }, (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        res.on('error', reject).on('end', () => {
          const ms = performance.now() - start;
          const page: Page | undefined = JSON.parse(text).data?.rechercherOffres;
          if (page === undefined) reject(new Error(`The gateway says ${text.slice(0, 300)}`));
          else resolve({ page, ms });
        });
      });
      req.on('error', reject);
      req.end(JSON.stringify({ query: QUESTION, variables: { age: 7_000 + asked++ } }));
    });
}

async function readyWhole(ask: Ask): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (!(await ask()).page.totalEstComplet) {
    if (performance.now() > deadline) throw new Error(`The nation is not whole after ${READY_MS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
