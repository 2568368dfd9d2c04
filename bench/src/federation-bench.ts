import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { post, type Round, sendLoad, summary } from './adapter-bench.js';
import { type BenchNation, type Server, startBenchNation } from './federation-bench-nation.js';
import { searches } from './federation-bench-questions.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

const NATION_OFFERS = 100_000;
const PAGES = [20, 200] as const;
const CONNECTIONS = [1, 16] as const;
const ROUNDS = 3;
const SECONDS = 3;
const WARM_SECONDS = 3;
/** More than are asked in all the rounds of one page: none is asked twice. */
const QUESTIONS = 20_000;
const SAME_ANSWERS = 8;
const LATENCIES = 200;

type Engine = 'gateway' | 'limit';
/** The limit first: it waits as long as it takes for regions that have not read these offers yet. */
const ENGINES: readonly Engine[] = ['limit', 'gateway'];

/** The national search against what a gateway written by hand for one question can do, over the same regions. */
export async function runFederationBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-federation-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true })];
  try {
    const nation = await startBenchNation(dir, NATION_OFFERS, closers);
    const servers = { gateway: await nation.gateway(), limit: await nation.limit() };
    const { key, cert, ca } = nation.client;
    const agent = new Agent({ keepAlive: true, key, cert, ca: [...ca] });
    closers.unshift(() => agent.destroy());
    const ratios: Record<string, number> = {};
    const raw: Record<string, number> = { offers: NATION_OFFERS, regions: nation.regions.length };
    const lines: string[] = [];
    for (const first of PAGES) {
      await checkSame(servers, agent, first);
      for (const connections of CONNECTIONS) {
        const measured = await compare(servers, nation, dir, first, connections);
        const { gateway, limit } = measured;
        const name = `${first}c${connections}`;
        for (const engine of ENGINES) {
          raw[`${engine}${name}PerSecond`] = rounded(measured[engine].perSecond);
          raw[`${engine}${name}CpuMs`] = rounded(measured[engine].cpuMs);
          raw[`${engine}${name}P50Ms`] = rounded(measured[engine].p50);
          raw[`${engine}${name}P99Ms`] = rounded(measured[engine].p99);
        }
        // Sixteen at once fill the gateway: there its own processor time decides, whatever else the machine does.
        if (connections === 16) ratios[`limit${first}`] = rounded(limit.cpuMs / gateway.cpuMs);
        raw[`limit${name}RatioPerSecond`] = rounded(gateway.perSecond / limit.perSecond);
        lines.push(
          `${first} offres, ${connections} à la fois : ${rounded(gateway.perSecond)} req/s, limite écrite à la main ` +
            `${rounded(limit.perSecond)} ; processeur ${rounded(gateway.cpuMs)} ms par réponse contre ${rounded(limit.cpuMs)} ; ` +
            `p50 ${rounded(gateway.p50)} ms contre ${rounded(limit.p50)}, p99 ${rounded(gateway.p99)} contre ${rounded(limit.p99)}`,
        );
      }
    }
    const added = await addedLatency(servers.gateway, agent);
    raw.addedP50Ms = rounded(added.p50);
    raw.addedP99Ms = rounded(added.p99);
    raw.gatewayRssBytes = (await servers.gateway.spent()).rssBytes;
    lines.push(
      `Ajouté à la plus lente des régions, une demande à la fois : p50 ${raw.addedP50Ms} ms, p99 ${raw.addedP99Ms} ms.`,
      'Les rapports comparent le temps de processeur par réponse, chaque passerelle dans son processus, régions dans un ' +
        'autre, charge émise par un troisième. Aucune question n’est posée deux fois.',
    );
    const title = `Recherche nationale, ${NATION_OFFERS} offres, ${nation.regions.length} instances, TLS mutuel`;
    return { title, lines, ratios, raw, versions: versions() };
  } finally {
    for (const close of closers) await close();
  }
}

async function checkSame(servers: Record<Engine, Server>, agent: Agent, first: number): Promise<void> {
  for (const body of searches(first, SAME_ANSWERS, 1)) {
    const theirs = await post(servers.limit.urls[0]!, agent, body);
    const ours = await post(servers.gateway.urls[0]!, agent, body);
    if (!isDeepStrictEqual(ours, theirs)) throw new Error(`The gateway and the limit do not answer alike to ${body}`);
  }
}

/** Rounds of all in turn, so that a change of the machine's mood touches each. */
async function compare(
  servers: Record<Engine, Server>,
  { client }: BenchNation,
  dir: string,
  first: number,
  connections: number,
) {
  const rounds: Record<Engine, Round[]> = { gateway: [], limit: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const bodiesFile = join(dir, 'questions.json');
    writeFileSync(
      bodiesFile,
      JSON.stringify(searches(first, QUESTIONS / ROUNDS, 1_000 * first + 10 * connections + round)),
    );
    for (const engine of ENGINES) {
      const server = servers[engine];
      const before = await server.spent();
      const seconds = round < 0 ? WARM_SECONDS : SECONDS;
      const result = await sendLoad({ url: server.urls[0]!, bodiesFile, connections, seconds, identity: client });
      const { cpuMs } = await server.spent();
      if (result.failures > 0) throw new Error(`${result.failures} answers of ${engine} are not 200 with data`);
      if (round >= 0) rounds[engine].push({ ...result, cpuMs: cpuMs - before.cpuMs });
    }
  }
  return { gateway: summary(rounds.gateway), limit: summary(rounds.limit) };
}

/** What the gateway adds to the slowest of the regions, milliseconds. */
async function addedLatency({ urls }: Server, agent: Agent): Promise<{ p50: number; p99: number }> {
  const added: number[] = [];
  for (const body of searches(20, LATENCIES, 2)) {
    const asked = body.replace('pageInfo {', 'regions { latenceMs } pageInfo {');
    const start = performance.now();
    const { data } = (await post(urls[0]!, agent, asked)) as {
      data: { rechercherOffres: { regions: { latenceMs: number }[] } };
    };
    const total = performance.now() - start;
    added.push(total - Math.max(...data.rechercherOffres.regions.map(({ latenceMs }) => latenceMs)));
  }
  added.sort((a, b) => a - b);
  return { p50: added[Math.floor(added.length * 0.5)]!, p99: added[Math.floor(added.length * 0.99)]! };
}

function versions(): Record<string, string> {
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(readFileSync(require.resolve('graphql/package.json'), 'utf8'));
  return { node: process.version, graphql: version };
}
