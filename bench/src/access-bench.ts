import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageOf, post, type Round, sendLoad, startAdapters, summary, versions } from './adapter-bench.js';
import { questions } from './adapter-bench-questions.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

const CONNECTIONS = 16;
const QUESTIONS = 240;
const ROUNDS = 5;
const SECONDS = 3;
const FIRST = 20;
/** The one from which nothing is masked, then others. */
const PROFILES = [1, 0, 2, 3] as const;

/** Pages of 20 offers for profiles from which something is masked, against those of the one that sees everything. */
export async function runAccessBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-access-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true })];
  try {
    const { adapters, clients, offers } = await startAdapters(dir, closers, PROFILES);
    const { url } = adapters.compile;
    const [all] = clients;
    const agent = new Agent({ keepAlive: true, key: all!.key, cert: all!.cert, ca: [...all!.ca] });
    closers.unshift(() => agent.destroy());
    const bodies = await questions(FIRST, QUESTIONS, async (body) => pageOf(await post(url, agent, body)), FIRST);
    const bodiesFile = join(dir, 'questions.json');
    writeFileSync(bodiesFile, JSON.stringify(bodies));
    const rounds = PROFILES.map((): Round[] => []);
    // The first turn warms: each profile has its own view and its own ready answers.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [rank, identity] of clients.entries()) {
        const before = process.cpuUsage();
        const result = await sendLoad({ bodiesFile, connections: CONNECTIONS, identity, url, seconds: SECONDS });
        const { user, system } = process.cpuUsage(before);
        if (result.failures > 0) throw new Error(`${result.failures} answers to profile ${PROFILES[rank]} are not 200`);
        if (round > 0) rounds[rank]!.push({ ...result, cpuMs: (user + system) / 1000 });
      }
    }
    const [whole, ...masked] = rounds.map(summary);
    const ratios: Record<string, number> = {};
    const raw: Record<string, number> = {
      offers,
      profil1PerSecond: rounded(whole!.perSecond),
      profil1CpuMs: rounded(whole!.cpuMs),
    };
    const lines = masked.map((measure, rank) => {
      const profile = PROFILES[rank + 1]!;
      ratios[`profil${profile}`] = rounded(measure.perSecond / whole!.perSecond);
      raw[`profil${profile}PerSecond`] = rounded(measure.perSecond);
      raw[`profil${profile}CpuMs`] = rounded(measure.cpuMs);
      return (
        `profil ${profile} : ${rounded(measure.perSecond)} req/s contre ${rounded(whole!.perSecond)} au profil 1, soit ` +
        `× ${ratios[`profil${profile}`]} (processeur ${rounded(measure.cpuMs)} ms par réponse contre ${rounded(whole!.cpuMs)})`
      );
    });
    const title = `Masquage par profil, page de ${FIRST} offres, ${offers} offres, HTTPS mutuel, ${CONNECTIONS} connexions`;
    return { title, lines, ratios, raw, versions: versions() };
  } finally {
    for (const close of closers) await close();
  }
}
