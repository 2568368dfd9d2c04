import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SolutionSimulee } from '@inter-ror/demo-nation';
import { startGateway } from '@inter-ror/gateway';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { lireCorrespondances, type ReglagesSolution } from '@inter-ror/regional-adapter';
import { Authority, makeKeyAndCsr, openWhitelistFile } from '@inter-ror/whitelist';
import { pino } from 'pino';
import { post } from './adapter-bench.js';
import type { BenchResult } from './result.js';
import type { AdapterOrder, Synchronised } from './solution-bench-adapter.js';
import type { SimulationOrder } from './solution-bench-child.js';
import { rounded } from './timing.js';

/** Offers of a nation of which Brittany has about 20,000. */
const ORDER: SimulationOrder = { nationOffers: 400_000, region: '53' };
const OFFERS_PER_SECOND = 1_000;
const FRESH_MS = 1_000;
const REDONE = 0.05;
const CHANGES = 5;
/** Beds that no invented unit has. */
const BEDS = 700;

type Simulated = Omit<SolutionSimulee, 'close'>;

interface RunningAdapter {
  url: string;
  synchronised: Promise<Synchronised>;
  kill(): void;
}

/** First synchronisation with a simulated solution of its own process, one killed in the middle, beds that change. */
export async function runSolutionBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-solution-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true })];
  try {
    const child = fork(new URL('./solution-bench-child.js', import.meta.url));
    closers.unshift(() => child.kill());
    const simulated = await startSimulation(child);
    const network = await openNetwork(dir, closers, settings(simulated, dir));
    const redone = await killInTheMiddle(simulated, () => network.startRegion('killed'));
    const region = await network.startRegion('whole');
    const start = performance.now();
    const { offers, cpuMs } = await region.synchronised;
    const syncMs = performance.now() - start;
    if (offers !== simulated.unites) throw new Error(`${offers} offers served, ${simulated.unites} given`);
    const fresh = await freshness(simulated, await network.startNation(region.url));
    return report(simulated, { offers, syncMs, cpuMs, redone, fresh });
  } finally {
    for (const close of closers) await close();
  }
}

async function startSimulation(child: ChildProcess): Promise<Simulated> {
  child.send(ORDER);
  const [simulated] = (await once(child, 'message')) as [Simulated];
  return simulated;
}

function settings({ adresses, client, correspondances }: Simulated, dir: string): ReglagesSolution {
  const file = join(dir, 'codes.csv');
  writeFileSync(file, correspondances);
  return {
    adresses,
    identite: client,
    vihf: { sujet: '990000000/1', nom: 'bench', profil: 'CU22' },
    formes: { dates: { forme: 'JJ/MM/AAAA' }, correspondances: lireCorrespondances(file) },
    rythmes: { disponibilites: 0.5, changements: 3_600, complete: 86_400 },
  };
}

async function openNetwork(dir: string, closers: (() => unknown)[], solution: ReglagesSolution) {
  const authority = await Authority.init({ dir: join(dir, 'authority'), instance: 'BENCH' });
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const logger = pino({ level: 'silent' });
  const admit = async (kind: 'region' | 'gateway' | 'consumer') => {
    const { key, csr } = await makeKeyAndCsr({ commonName: kind, organisation: 'bench' });
    const regionCodes = kind === 'region' ? [ORDER.region] : [];
    const endpoints = kind === 'consumer' ? [] : ['https://127.0.0.1:9'];
    const asked = { csr, kind, label: kind, regionCodes, profile: 1, perimeter: ['*'], endpoints };
    const { id } = await authority.enroll(asked);
    return { id, identity: { key, cert: (await authority.approve(id, 'bench')).certificate, ca } as TlsIdentity };
  };
  const region = await admit('region');
  const gateway = await admit('gateway');
  const consumer = await admit('consumer');
  const list = { file: authority.files.list, trustFile: authority.files.trust };
  const admission = openWhitelistFile({ ...list, pollMs: 100 });
  closers.unshift(() => admission.close());
  const listen = { host: '127.0.0.1', port: 0 };
  return {
    /** An adapter in its own process, which begins to follow the solution. */
    async startRegion(name: string): Promise<RunningAdapter> {
      const child = fork(new URL('./solution-bench-adapter.js', import.meta.url), { serialization: 'advanced' });
      closers.unshift(() => child.kill());
      const storeDir = join(dir, name);
      child.send({ region: ORDER.region, storeDir, solution, list, identity: region.identity } satisfies AdapterOrder);
      const [{ url }] = (await once(child, 'message')) as [{ url: string }];
      const synchronised = once(child, 'message').then(([told]) => told as Synchronised);
      return { url, synchronised, kill: () => child.kill('SIGKILL') };
    },
    /** @returns how many offers of the nation have that many free beds */
    async startNation(url: string): Promise<(beds: number) => Promise<number>> {
      await authority.setEndpoints(region.id, [url]);
      const served = await startGateway({ listen, identity: gateway.identity, admission, logger });
      const { key, cert } = consumer.identity;
      const agent = new Agent({ keepAlive: true, key, cert, ca });
      closers.unshift(() => agent.destroy());
      closers.unshift(() => served.close(100));
      return async (beds) => {
        const query = `{ rechercherOffres(criteres: {disponibilite: {litsDisponiblesMin: ${beds}}}) { totalCount } }`;
        const answer = (await post(served.url, agent, JSON.stringify({ query }))) as {
          data?: { rechercherOffres: { totalCount: number } };
        };
        return answer.data?.rechercherOffres.totalCount ?? -1;
      };
    },
  };
}

/** Kills an adapter that has read half of the establishments. @returns the share of readings that the next one makes again */
async function killInTheMiddle(
  { controle, etablissements }: Simulated,
  startRegion: () => Promise<RunningAdapter>,
): Promise<number> {
  const readings = async () => (await asked(controle)).lectures;
  const first = await startRegion();
  while ((await readings()) < etablissements / 2) await setTimeout(20);
  first.kill();
  const second = await startRegion();
  await second.synchronised;
  second.kill();
  return ((await readings()) - etablissements) / etablissements;
}

/** What a simulated solution was asked. */
async function asked(controle: string): Promise<{ lectures: number; changementLu: number }> {
  return (await (await fetch(`${controle}/etat`)).json()) as { lectures: number; changementLu: number };
}

/** Milliseconds from a changed bed being given to the adapter to its being found nationally, each change a new one. */
async function freshness({ controle }: Simulated, count: (beds: number) => Promise<number>): Promise<number[]> {
  while ((await count(BEDS)) !== 0) await setTimeout(100);
  const waits: number[] = [];
  for (let change = 1; change <= CHANGES; change++) {
    await fetch(`${controle}/lits`, { method: 'POST', body: JSON.stringify({ disponibles: BEDS + change }) });
    while ((await count(BEDS + change)) !== 1) await setTimeout(20);
    const found = Date.now();
    const { changementLu } = await asked(controle);
    waits.push(found - changementLu);
  }
  return waits.sort((a, b) => a - b);
}

interface Found {
  offers: number;
  syncMs: number;
  /** Processor of the adapter until then. */
  cpuMs: number;
  /** Share of the readings made again after a crash. */
  redone: number;
  fresh: number[];
}

function report({ etablissements }: Simulated, { offers, syncMs, cpuMs, redone, fresh }: Found): BenchResult {
  const perSecond = (offers / syncMs) * 1_000;
  const [median, worst] = [fresh[Math.floor(fresh.length / 2)]!, fresh.at(-1)!];
  return {
    title: `Live solution (simulated, in its own process), ${offers} offers of ${etablissements} establishments`,
    lines: [
      `first synchronisation, from the first request to searchable: ${rounded(syncMs / 1_000)} s, ` +
        `${rounded(perSecond)} offers/s (at least ${OFFERS_PER_SECOND}), ${rounded(cpuMs / 1_000)} s of processor`,
      `killed in the middle (kill -9), the next one reads again ${rounded(redone * 100)} % (under ${REDONE * 100} %)`,
      `a changed bed, from given to the adapter to found by the gateway: median ${median} ms, worst ${worst} ms of ${CHANGES} (under ${FRESH_MS})`,
    ],
    ratios: { syncOverFloor: rounded(perSecond / OFFERS_PER_SECOND), freshUnderCeiling: rounded(FRESH_MS / worst) },
    raw: {
      offers,
      etablissements,
      syncMs: rounded(syncMs),
      cpuMs: rounded(cpuMs),
      redone: rounded(redone),
      freshMedianMs: median,
      freshWorstMs: worst,
    },
    versions: { node: process.version },
  };
}
