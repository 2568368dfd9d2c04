import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { type RegionalAdapter, startAdapter } from '@inter-ror/regional-adapter';
import { Authority, makeKeyAndCsr, openWhitelistFile } from '@inter-ror/whitelist';
import { pino } from 'pino';
import type { LoadOrder, LoadResult } from './adapter-bench-load.js';
import { LEAF_FIELDS, questions } from './adapter-bench-questions.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

/** Offers of the invented nation; Île-de-France, which is served here, has about a fifth. */
const NATION_OFFERS = 110_000;
const CONNECTIONS = 16;
const QUESTIONS = 240;
const ROUNDS = 3;
const SECONDS = 3;
const WARM_SECONDS = 3;
/** Both adapters keep all that is asked in memory: the peer executes on objects at hand, not on a cold store. */
const CACHE_BYTES = 1 << 30;
const PAGES = { page20: 20, page200: 200 } as const;

type Engine = 'compile' | 'graphql-js';

/** Searches over HTTPS with client certificates: compiled selections against graphql-js, the rest being the same. */
export async function runAdapterBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-adapter-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true })];
  try {
    const { adapters, client, offers } = await startAdapters(dir, closers);
    const agent = new Agent({ keepAlive: true, key: client.key, cert: client.cert, ca: [...client.ca] });
    closers.unshift(() => agent.destroy());
    const ratios: Record<string, number> = {};
    const raw: Record<string, number> = { offers, fields: LEAF_FIELDS, connections: CONNECTIONS };
    const lines: string[] = [];
    for (const [name, first] of Object.entries(PAGES)) {
      const ask = (engine: Engine, body: string) => post(adapters[engine].url, agent, body);
      const bodies = await questions(first, QUESTIONS, async (body) => pageOf(await ask('compile', body)), first);
      for (const body of bodies.slice(0, 24)) {
        if (isDeepStrictEqual(await ask('compile', body), await ask('graphql-js', body))) continue;
        throw new Error(`The two engines do not give the same answer to ${body}`);
      }
      const bodiesFile = join(dir, `${name}.json`);
      writeFileSync(bodiesFile, JSON.stringify(bodies));
      const measured = await compare(adapters, { bodiesFile, connections: CONNECTIONS, identity: client });
      const { compile, 'graphql-js': peer } = measured;
      ratios[name] = rounded(compile.perSecond / peer.perSecond);
      raw[`${name}PerSecond`] = rounded(compile.perSecond);
      raw[`${name}GraphqlJsPerSecond`] = rounded(peer.perSecond);
      raw[`${name}P50Ms`] = rounded(compile.p50);
      raw[`${name}P99Ms`] = rounded(compile.p99);
      raw[`${name}GraphqlJsP50Ms`] = rounded(peer.p50);
      raw[`${name}GraphqlJsP99Ms`] = rounded(peer.p99);
      raw[`${name}CpuMs`] = rounded(compile.cpuMs);
      raw[`${name}GraphqlJsCpuMs`] = rounded(peer.cpuMs);
      raw[`${name}Bytes`] = Math.round(compile.bytes);
      lines.push(
        `${first} offres × ${LEAF_FIELDS} champs (${rounded(compile.bytes / 1024)} Kio) : ` +
          `${rounded(compile.perSecond)} req/s contre ${rounded(peer.perSecond)} par graphql-js, soit × ${ratios[name]} ` +
          `(p50 ${rounded(compile.p50)} ms contre ${rounded(peer.p50)}, p99 ${rounded(compile.p99)} ms contre ${rounded(peer.p99)}, ` +
          `processeur ${rounded(compile.cpuMs)} ms par réponse contre ${rounded(peer.cpuMs)})`,
      );
    }
    lines.push(
      `${QUESTIONS} questions par page : 6 sortes de critères (proximité, texte, département, champ, âge, « ou »), valeurs tirées ` +
        'au sort, 4 documents, pages 1 à 3 par curseur ; export CSD inventé, chargé par l’adaptateur ; charge émise par un autre processus.',
    );
    const title = `Adaptateur régional, ${offers} offres, HTTPS mutuel, ${CONNECTIONS} connexions`;
    return { title, lines, ratios, raw, versions: versions() };
  } finally {
    for (const close of closers) await close();
  }
}

/** Two adapters over the same offers, one an engine, and clients of the profiles given. */
export async function startAdapters(dir: string, closers: (() => unknown)[], profiles: readonly number[] = [1]) {
  const authority = await Authority.init({ dir: join(dir, 'authority'), instance: 'BENCH' });
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const admit = async (kind: 'region' | 'consumer', label: string, profile: number): Promise<TlsIdentity> => {
    const { key, csr } = await makeKeyAndCsr({ commonName: label, organisation: 'bench' });
    const { id } = await authority.enroll({
      csr,
      kind,
      label,
      regionCodes: kind === 'region' ? ['11'] : [],
      profile,
      perimeter: ['*'],
      endpoints: kind === 'region' ? ['https://127.0.0.1:9'] : [],
    });
    return { key, cert: (await authority.approve(id, 'bench')).certificate, ca };
  };
  const identity = await admit('region', 'region', 1);
  const clients: TlsIdentity[] = [];
  for (const profile of profiles) clients.push(await admit('consumer', `client ${profile}`, profile));
  const instances = INSTANCES.filter(({ codes }) => codes.includes('11'));
  const [exported] = await ecrireExports({ dir, instances, nombreOffres: NATION_OFFERS });
  const admission = openWhitelistFile({ file: authority.files.list, trustFile: authority.files.trust });
  closers.unshift(() => admission.close());
  const start = async (moteur: Engine): Promise<RegionalAdapter> => {
    const adapter = await startAdapter({
      codes: ['11'],
      nom: 'Île-de-France',
      solution: null,
      storeDir: join(dir, 'store'),
      source: { fichier: exported!.fichier },
      listen: { host: '127.0.0.1', port: 0 },
      identity,
      admission,
      logger: pino({ level: 'warn' }),
      octetsCache: CACHE_BYTES,
      moteur,
    });
    closers.unshift(() => adapter.close(100));
    await adapter.demarrage;
    return adapter;
  };
  const adapters = { compile: await start('compile'), 'graphql-js': await start('graphql-js') };
  return { adapters, client: clients[0]!, clients, offers: adapters.compile.generation()?.nombreOffres ?? 0 };
}

export interface Measure {
  perSecond: number;
  /** Milliseconds, medians of the rounds. */
  p50: number;
  p99: number;
  /** Processor time of the server for one answer, both engines being in this process. */
  cpuMs: number;
  /** Of one answer. */
  bytes: number;
}

export type Round = LoadResult & { cpuMs: number };

/** Rounds of both engines in turn, so that a change of the machine's mood touches both. */
async function compare(adapters: Record<Engine, RegionalAdapter>, order: Omit<LoadOrder, 'url' | 'seconds'>) {
  const rounds: Record<Engine, Round[]> = { compile: [], 'graphql-js': [] };
  const engines: Engine[] = ['compile', 'graphql-js'];
  for (const engine of engines) await sendLoad({ ...order, url: adapters[engine].url, seconds: WARM_SECONDS });
  for (let round = 0; round < ROUNDS; round++) {
    for (const engine of engines) {
      const before = process.cpuUsage();
      const result = await sendLoad({ ...order, url: adapters[engine].url, seconds: SECONDS });
      const { user, system } = process.cpuUsage(before);
      if (result.failures > 0) throw new Error(`${result.failures} answers of ${engine} are not 200 with data`);
      rounds[engine].push({ ...result, cpuMs: (user + system) / 1000 });
    }
  }
  return { compile: summary(rounds.compile), 'graphql-js': summary(rounds['graphql-js']) };
}

export function summary(rounds: readonly Round[]): Measure {
  const median = (read: (round: Round) => number) =>
    rounds.map(read).sort((a, b) => a - b)[Math.floor(rounds.length / 2)]!;
  return {
    perSecond: median(({ answers, seconds }) => answers / seconds),
    p50: median(({ latencies }) => latencies.p50),
    p99: median(({ latencies }) => latencies.p99),
    cpuMs: median(({ cpuMs, answers }) => cpuMs / answers),
    bytes: median(({ bytes, answers }) => bytes / answers),
  };
}

export async function sendLoad(order: LoadOrder): Promise<LoadResult> {
  const child = fork(new URL('./adapter-bench-load.js', import.meta.url));
  try {
    child.send(order);
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The load generator ended (${code})`);
    });
    const [result] = await Promise.race([once(child, 'message'), ended]);
    return result as LoadResult;
  } finally {
    child.removeAllListeners();
    child.kill();
  }
}

export function post(url: string, agent: Agent, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const req = request(`${url}/graphql`, { method: 'POST', agent, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(body);
  });
}

/** Reads the only page of an answer, whatever its alias. */
export function pageOf(answer: unknown) {
  const { data } = answer as { data?: Record<string, { nodes: unknown[]; pageInfo: PageInfo }> };
  const page = data && Object.values(data)[0];
  if (page === undefined) throw new Error(`Not a page: ${JSON.stringify(answer).slice(0, 500)}`);
  return { ...page.pageInfo, count: page.nodes.length };
}

interface PageInfo {
  endCursor: string | null;
  hasNextPage: boolean;
}

export function versions(): Record<string, string> {
  const { version } = createRequire(import.meta.url)('graphql/package.json') as { version: string };
  return { node: process.version, graphql: version };
}
