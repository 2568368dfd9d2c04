import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Measure, type Round, sendLoad, summary } from './adapter-bench.js';
import type { BenchNation, Server } from './federation-bench-nation.js';

const ROUNDS = 3;
const SECONDS = 3;
const WARM_SECONDS = 3;
const FAILURES_MAX = 0.02;

/** What is put to several servers in turn. */
export interface Comparison<Name extends string> {
  /** The first waits as long as it takes for regions that have not read these offers yet. */
  servers: Readonly<Record<Name, Server>>;
  nation: BenchNation;
  dir: string;
  connections: number;
  /** Before the first round, seconds for each: V8 compiles what is called thousands of times. @default 3 */
  warmSeconds?: number;
  /** The questions of a round, each sent once if there are enough of them. Round -1 warms. */
  questions(round: number): readonly string[];
}

/** Rounds of all in turn, so that a change of the machine's mood touches each. @throws Error when one does not answer well */
export async function compareServers<Name extends string>(o: Comparison<Name>): Promise<Record<Name, Measure>> {
  const engines = Object.entries<Server>(o.servers) as [Name, Server][];
  const rounds = new Map<Name, Round[]>(engines.map(([name]) => [name, []]));
  const bodiesFile = join(o.dir, 'questions.json');
  for (let round = -1; round < ROUNDS; round++) {
    writeFileSync(bodiesFile, JSON.stringify(o.questions(round)));
    for (const [name, { urls, spent }] of engines) {
      const before = await spent();
      const seconds = round < 0 ? (o.warmSeconds ?? WARM_SECONDS) : SECONDS;
      const { connections } = o;
      const result = await sendLoad({ url: urls[0]!, bodiesFile, connections, seconds, identity: o.nation.client });
      const { cpuMs } = await spent();
      // Hive loses a few: it asks again on sockets that regions close while the others are measured.
      if (result.failures > FAILURES_MAX * result.answers || (result.failures > 0 && name !== 'hive'))
        throw new Error(`${result.failures} of ${result.answers} answers of ${name} are not 200 with data`);
      if (round >= 0) rounds.get(name)!.push({ ...result, cpuMs: cpuMs - before.cpuMs });
    }
  }
  return Object.fromEntries(engines.map(([name]) => [name, summary(rounds.get(name)!)])) as Record<Name, Measure>;
}
