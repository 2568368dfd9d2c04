import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type RechercheV1, readRechercheResponse, writeRechercheRequest } from '@inter-ror/csd';
import { DOCUMENT_V1, type PageV1, questionDe } from '@inter-ror/soap-facade';
import { startBenchNation } from './federation-bench-nation.js';
import type { BenchResult } from './result.js';
import { recherches } from './soap-bench-questions.js';
import { rounded } from './timing.js';

const NATION_OFFERS = 20_000;
const WARM = 40;
const MEASURED = 200;
const SAME_ANSWERS = 6;
const READY_MS = 30_000;

/** A way to ask a search v1, and to read which offers it found. */
interface Way {
  url: string;
  type: string;
  write(recherche: RechercheV1): string;
  read(answer: Buffer): string[];
}

/** A search over SOAP, through an adapter and the gateway to all the regions, against the same question in GraphQL. */
export async function runSoapBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-soap-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true })];
  try {
    const nation = await startBenchNation(dir, NATION_OFFERS, closers);
    const gateway = (await nation.gateway()).urls[0]!;
    const { key, cert, ca } = nation.client;
    const agent = new Agent({ keepAlive: true, key, cert, ca: [...ca] });
    closers.unshift(() => agent.destroy());
    const ways = {
      graphql: graphql(`${gateway}/graphql`),
      soap: soap(`${gateway}/soap`),
      adaptateur: soap(`${nation.regions[0]!}/soap`),
    };
    const names = Object.keys(ways) as (keyof typeof ways)[];
    await untilReady(ways.adaptateur, agent);
    for (const recherche of recherches(20_001, SAME_ANSWERS)) {
      const found = await Promise.all(names.map((name) => ask(ways[name], agent, recherche)));
      if (!found.every(({ ids }) => isDeepStrictEqual(ids, found[0]!.ids))) {
        throw new Error(`The ways do not find the same offers for ${JSON.stringify(recherche)}`);
      }
    }
    const times = new Map(names.map((name) => [name, [] as number[]]));
    let offers = 0;
    for (let i = 0; i < WARM + MEASURED; i++) {
      // One question a way: what one way is answered, another would be given again from memory.
      for (const [rank, name] of names.entries()) {
        const [recherche] = recherches(2 * (i * names.length + rank) + (i % 2), 1);
        const { ms, ids } = await ask(ways[name], agent, recherche!);
        if (i < WARM) continue;
        times.get(name)!.push(ms);
        offers += ids.length;
      }
    }
    const of = (name: keyof typeof ways, share: number) => percentile(times.get(name)!, share);
    const raw: Record<string, number> = {
      offers: NATION_OFFERS,
      regions: nation.regions.length,
      offersPerAnswer: rounded(offers / (MEASURED * names.length)),
    };
    for (const name of names) {
      raw[`${name}P50Ms`] = rounded(of(name, 0.5));
      raw[`${name}P95Ms`] = rounded(of(name, 0.95));
    }
    const envelope = of('soap', 0.5) / of('graphql', 0.5);
    raw.envelopeTimes = rounded(envelope);
    raw.adapterTimes = rounded(of('adaptateur', 0.5) / of('graphql', 0.5));
    const said = (name: keyof typeof ways) => `p50 ${raw[`${name}P50Ms`]} ms, p95 ${raw[`${name}P95Ms`]} ms`;
    return {
      title: `Recherche v1, ${NATION_OFFERS} offres, ${raw.regions} instances, TLS mutuel, une demande à la fois`,
      lines: [
        `GraphQL à la passerelle : ${said('graphql')}`,
        `SOAP à la passerelle : ${said('soap')}, soit ${raw.envelopeTimes} fois GraphQL (p50)`,
        `SOAP à un adaptateur, la passerelle, toutes les régions : ${said('adaptateur')}, soit ${raw.adapterTimes} fois`,
        `${raw.offersPerAnswer} offres par réponse en moyenne, 199 au plus. Aucune question n’est posée deux fois.`,
      ],
      ratios: { graphql: rounded(1 / envelope) },
      raw,
      versions: { node: process.versions.node },
    };
  } finally {
    for (const close of closers) await close();
  }
}

function soap(url: string): Way {
  return {
    url,
    type: 'application/soap+xml; charset=utf-8',
    write: (recherche) => writeRechercheRequest(recherche),
    read(answer) {
      const reponse = readRechercheResponse(answer);
      if (!('resultat' in reponse)) throw new Error(`${url}: ${JSON.stringify(reponse).slice(0, 300)}`);
      return reponse.resultat.organisationsInternes.map(({ id }) => id);
    },
  };
}

function graphql(url: string): Way {
  return {
    url,
    type: 'application/json',
    write(recherche) {
      const { criteres, first } = questionDe(recherche);
      return JSON.stringify({ query: DOCUMENT_V1, variables: { criteres, first } });
    },
    read: (answer) => {
      const { data } = JSON.parse(answer.toString()) as { data: PageV1 | null };
      if (data === null) throw new Error(answer.toString().slice(0, 300));
      return data.rechercherOffres.nodes.map(({ id }) => id);
    },
  };
}

/** Asks, and measures until the last byte: reading the answer is the client's own time. */
async function ask({ url, type, write, read }: Way, agent: Agent, recherche: RechercheV1) {
  const body = write(recherche);
  const start = performance.now();
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const req = request(url, { method: 'POST', agent, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => void chunks.push(chunk));
      res.on('end', () => resolve(Buffer.concat(chunks)));
      res.on('error', reject);
    });
    req.on('error', reject).end(body);
  });
  return { ms: performance.now() - start, ids: read(answer) };
}

/** The adapters learn from the list where the gateway is. */
async function untilReady(way: Way, agent: Agent): Promise<void> {
  const end = performance.now() + READY_MS;
  for (;;) {
    try {
      await ask(way, agent, recherches(20_000, 1)[0]!);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await setTimeout(200);
    }
  }
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}
