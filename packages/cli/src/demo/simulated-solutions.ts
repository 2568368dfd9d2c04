import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GenreSimule, INSTANCES, type SolutionSimulee } from '@inter-ror/demo-nation';
import type { SolutionConfig } from '../config/index.js';
import { CommandFailure } from '../output/index.js';
import type { SolutionOrder } from './solution-worker.js';

/** INVENTED: the regions that come from a simulated solution, unless an export is given for them. */
const LIVE = ['02', '03', '24', '27'];

/** Shorter than those of a real region: a demo shows a change while one looks. */
const RHYTHMS: SolutionConfig['rythmes'] = { disponibilitesSecondes: 2, changementsSecondes: 10, completeHeures: 24 };

type Served = Omit<SolutionSimulee, 'close'>;

/** A simulated solution that an instance follows. */
export interface LiveSource {
  genre: GenreSimule;
  adresses: SolutionSimulee['adresses'];
  controle: string;
  pid: number;
  /** By which an adapter asks it. */
  config: SolutionConfig;
}

/** The simulated solutions of a demo, each kind in a process of its own. */
export interface SimulatedSolutions {
  /** By rank of the instance, as soon as it is served. */
  sources: ReadonlyMap<number, Promise<LiveSource>>;
  close(): void;
}

/** Starts the simulated solutions of the instances that no export replaces. */
export function startSimulatedSolutions(o: {
  dir: string;
  seed: number;
  offers: number;
  /** Regions that have an export. */
  exports: ReadonlyMap<string, string>;
}): SimulatedSolutions {
  const sources = new Map<number, Promise<LiveSource>>();
  const children: ChildProcess[] = [];
  for (const genre of ['iess', 'ir'] as const) {
    const ranks = [...INSTANCES.keys()].filter((rank) => {
      const { codes, solution } = INSTANCES[rank]!;
      return (
        solution.toLowerCase() === genre &&
        codes.some((code) => LIVE.includes(code)) &&
        !codes.some((code) => o.exports.has(code))
      );
    });
    if (ranks.length === 0) continue;
    const child = fork(new URL('./solution-worker.js', import.meta.url));
    children.push(child);
    for (const rank of ranks) sources.set(rank, liveSource(child, genre, rank, o.dir));
    child.send({ genre, seed: o.seed, offers: o.offers, ranks } satisfies SolutionOrder);
  }
  return {
    sources,
    close: () => {
      for (const child of children) child.kill();
    },
  };
}

function liveSource(child: ChildProcess, genre: GenreSimule, rank: number, dir: string): Promise<LiveSource> {
  const served = new Promise<Served>((resolve, reject) => {
    child.on('message', (message: { rank: number; solution: Served }) => {
      if (message.rank === rank) resolve(message.solution);
    });
    child.once('exit', (code) =>
      reject(new CommandFailure(`La solution simulée ${genre} (processus ${child.pid}) s’est arrêtée (code ${code}).`)),
    );
  });
  const source = served.then((solution) => ({
    genre,
    adresses: solution.adresses,
    controle: solution.controle,
    pid: child.pid!,
    config: configOf(solution, join(dir, INSTANCES[rank]!.codes.join('-'))),
  }));
  // One failure is enough to say: the others are not waited for any more.
  source.catch(() => {});
  return source;
}

/** What a GRADeS would write in its configuration to follow this solution. */
function configOf({ adresses, client, correspondances, reglages }: Served, dir: string): SolutionConfig {
  mkdirSync(dir, { recursive: true });
  const put = (name: string, content: string, mode = 0o644): string => {
    writeFileSync(join(dir, name), content, { mode });
    return join(dir, name);
  };
  const { oids, sansZeros, datesLocales } = reglages;
  return {
    adresses,
    identite: {
      cle: put('solution.key', client.key, 0o600),
      certificat: put('solution.pem', client.cert),
      autorites: put('solution-ca.pem', client.ca.join('\n')),
    },
    vihf: { sujet: '990000000/1', nom: 'adaptateur de démonstration', profil: 'CU22' },
    oids: { ...oids },
    codesSansZeros: sansZeros,
    ...(datesLocales ? { dates: { forme: 'JJ/MM/AAAA' as const, decalage: 'Z' } } : {}),
    correspondances: put('correspondances.csv', correspondances),
    rythmes: RHYTHMS,
    concurrence: 4,
    delaiSecondes: 5,
  };
}
