import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Measure, post } from './adapter-bench.js';
import { installHive } from './federation-bench-hive.js';
import { type BenchNation, type Server, startBenchNation } from './federation-bench-nation.js';
import { nearSearches, searches } from './federation-bench-questions.js';
import { compareServers } from './federation-bench-rounds.js';
import { converse, requestOf } from './raw-conversation.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

const NATION_OFFERS = 100_000;
const PAGES = [20, 200] as const;
const CONNECTIONS = [16, 1] as const;
/** Servers just started are asked this long before the first round at 16. */
const WARM_SECONDS = 25;
/** More than are asked in a round: none is asked twice. */
const QUESTIONS = 7_000;
const SAME_ANSWERS = 8;
const LATENCIES = 1_000;

interface Figures {
  ratios: Record<string, number>;
  raw: Record<string, number>;
  lines: string[];
}

/**
 * The national search against Hive Gateway configured for the same fan-out, and against what a gateway written by hand
 * for one question can do, over the same regions; then what memory and planning spare.
 */
export async function runFederationBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-federation-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true })];
  try {
    const hiveFolder = installHive();
    const nation = await startBenchNation(dir, NATION_OFFERS, closers);
    const servers = {
      limit: await nation.limit(),
      gateway: await nation.gateway(),
      hive: await nation.hive(hiveFolder),
    };
    const { key, cert, ca } = nation.client;
    const agent = new Agent({ keepAlive: true, key, cert, ca: [...ca] });
    closers.unshift(() => agent.destroy());
    const figures: Figures = { ratios: {}, raw: { offers: NATION_OFFERS, regions: nation.regions.length }, lines: [] };
    for (const first of PAGES) {
      await checkSame(servers, agent, first);
      for (const connections of CONNECTIONS) {
        const questions = (round: number) => searches(first, QUESTIONS, 1_000 * first + 10 * connections + round);
        const warm = connections === 16 ? { warmSeconds: WARM_SECONDS } : {};
        const measured = await compareServers({ servers, nation, dir, connections, questions, ...warm });
        tellPeers(figures, first, connections, measured);
      }
    }
    const added = await addedLatency(servers.gateway, nation);
    figures.raw.addedP50Ms = rounded(added.p50);
    figures.raw.addedP99Ms = rounded(added.p99);
    figures.raw.gatewayRssBytes = (await servers.gateway.spent()).rssBytes;
    figures.lines.push(
      `Ajouté à la plus lente des régions, une demande à la fois : p50 ${rounded(added.p50)} ms, p99 ${rounded(added.p99)} ms.`,
    );
    await tellRepeat(figures, servers.gateway, nation, dir);
    await tellPlanned(figures, servers.gateway, nation, dir);
    figures.lines.push(
      'Les rapports limit et hive comparent le temps de processeur par réponse, chaque passerelle dans son processus, régions ' +
        'dans un autre, charge émise par un troisième ; repeat et planned comparent des demandes par seconde. Hors repeat, ' +
        'aucune question n’est posée deux fois.',
    );
    const title = `Recherche nationale, ${NATION_OFFERS} offres, ${nation.regions.length} instances, TLS mutuel`;
    return { title, ...figures, versions: versions(hiveFolder) };
  } finally {
    for (const close of closers) await close();
  }
}

function tellPeers(figures: Figures, first: number, connections: number, of: Record<string, Measure>): void {
  const gateway = of.gateway!;
  const name = `${first}c${connections}`;
  const told: string[] = [];
  for (const [engine, { perSecond, cpuMs, p50, p99 }] of Object.entries(of)) {
    figures.raw[`${engine}${name}PerSecond`] = rounded(perSecond);
    figures.raw[`${engine}${name}CpuMs`] = rounded(cpuMs);
    figures.raw[`${engine}${name}P50Ms`] = rounded(p50);
    figures.raw[`${engine}${name}P99Ms`] = rounded(p99);
    told.push(
      `${engine} ${rounded(perSecond)} req/s, processeur ${rounded(cpuMs)} ms, p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms`,
    );
    // Sixteen at once fill a gateway: there its own processor time decides, whatever else the machine does.
    if (engine !== 'gateway' && connections === 16)
      figures.ratios[`${engine}${first}`] = rounded(cpuMs / gateway.cpuMs);
    if (engine !== 'gateway') figures.raw[`${engine}${name}RatioPerSecond`] = rounded(gateway.perSecond / perSecond);
  }
  figures.lines.push(`${first} offres, ${connections} à la fois : ${told.join(' ; ')}`);
}

/** The same question over and over against questions never asked twice. */
async function tellRepeat({ ratios, raw, lines }: Figures, gateway: Server, nation: BenchNation, dir: string) {
  const question = searches(20, 1, 3);
  const servers = { gateway };
  const measured = await compareServers({ servers, nation, dir, connections: 16, questions: () => question });
  const { perSecond } = measured.gateway;
  raw.repeatPerSecond = rounded(perSecond);
  ratios.repeat = rounded(perSecond / raw.gateway20c16PerSecond!);
  lines.push(`Question répétée : ${rounded(perSecond)} req/s, ${ratios.repeat} fois les questions nouvelles.`);
}

/** Searches within 20 km: regions proved to hold nothing there are not asked. */
async function tellPlanned({ ratios, raw, lines }: Figures, planned: Server, nation: BenchNation, dir: string) {
  const servers = { planned, unplanned: await nation.gateway({ planning: false }) };
  const questions = (round: number) => nearSearches(4 * QUESTIONS, 50 + round);
  const measured = await compareServers({ servers, nation, dir, connections: 16, questions });
  raw.plannedPerSecond = rounded(measured.planned.perSecond);
  raw.unplannedPerSecond = rounded(measured.unplanned.perSecond);
  ratios.planned = rounded(measured.planned.perSecond / measured.unplanned.perSecond);
  lines.push(
    `Dans 20 km : ${raw.plannedPerSecond} req/s, sans mise à l’écart des régions ${raw.unplannedPerSecond} req/s (rapport ${ratios.planned}).`,
  );
}

async function checkSame(servers: Record<string, Server>, agent: Agent, first: number): Promise<void> {
  for (const body of searches(first, SAME_ANSWERS, 1)) {
    const ours = await post(servers.gateway!.urls[0]!, agent, body);
    for (const [name, { urls }] of Object.entries(servers)) {
      if (isDeepStrictEqual(ours, await post(urls[0]!, agent, body))) continue;
      throw new Error(`The gateway and ${name} do not answer alike to ${body}`);
    }
  }
}

/** What the gateway adds to the slowest of the regions, milliseconds. */
async function addedLatency({ urls }: Server, { client }: BenchNation): Promise<{ p50: number; p99: number }> {
  const url = urls[0]!;
  const questions = searches(20, LATENCIES, 2).map((body) =>
    requestOf(url, body.replace('pageInfo {', 'regions { latenceMs } pageInfo {')),
  );
  const added: number[] = [];
  const socket = await converse(
    { url, identity: client },
    () => questions.shift(),
    ({ ms, body }) => {
      const { data } = JSON.parse(Buffer.concat(body).toString()) as {
        data: { rechercherOffres: { regions: { latenceMs: number | null }[] } };
      };
      added.push(ms - Math.max(...data.rechercherOffres.regions.map(({ latenceMs }) => latenceMs ?? 0)));
    },
  );
  await once(socket, 'close');
  if (added.length < LATENCIES) throw new Error(`The gateway answered ${added.length} of ${LATENCIES} questions`);
  added.sort((a, b) => a - b);
  return { p50: added[Math.floor(added.length * 0.5)]!, p99: added[Math.floor(added.length * 0.99)]! };
}

function versions(hiveFolder: string): Record<string, string> {
  const versionOf = (require: NodeJS.Require, name: string): string =>
    JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(join(hiveFolder, 'package.json'));
  return {
    node: process.version,
    graphql: versionOf(ours, 'graphql'),
    hive: versionOf(theirs, '@graphql-hive/gateway-runtime'),
  };
}
