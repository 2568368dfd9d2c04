import { join } from 'node:path';
import { INSTANCES } from '@inter-ror/demo-nation';
import type { SourceConfig } from '../config/index.js';
import { CommandFailure, EXIT } from '../output/index.js';
import type { DemoOptions } from './demo-options.js';
import { writeExports } from './exports.js';
import type { SimulatedSolutions } from './simulated-solutions.js';

/** Where instances come from. */
export interface PendingSources {
  sources: readonly Promise<SourceConfig>[];
  stop(): Promise<void>;
}

/** Where each instance comes from, as soon as it is there: an export given, a simulated solution, an invented export. */
export function pendingSources(
  o: DemoOptions,
  live: SimulatedSolutions['sources'],
  kept: boolean,
  dir: string,
): PendingSources {
  const ranks: number[] = [];
  const waiting = new Map<number, { resolve(file: string): void; reject(e: unknown): void }>();
  const exportOf = (rank: number): Promise<string> => {
    const { codes } = INSTANCES[rank]!;
    const given = codes.map((c) => o.exports.get(c)).find((f) => f !== undefined);
    if (given !== undefined) return Promise.resolve(given);
    if (kept) return Promise.resolve(join(dir, `ror-${codes.join('-')}.xml`));
    ranks.push(rank);
    return new Promise<string>((resolve, reject) => waiting.set(rank, { resolve, reject }));
  };
  const pending = INSTANCES.map(
    (_, rank): Promise<SourceConfig> =>
      live.get(rank)?.then(({ config }) => ({ solution: config, surveiller: false })) ??
      exportOf(rank).then((fichier) => ({ fichier, surveiller: false })),
  );
  for (const promise of pending) promise.catch(() => {});
  if (ranks.length === 0) return { sources: pending, stop: async () => {} };
  const { done, stop } = writeExports({ dir, seed: o.seed, offers: o.offers, ranks }, (rank, file) =>
    waiting.get(rank)!.resolve(file),
  );
  done.catch((e) => {
    for (const { reject } of waiting.values()) reject(e);
  });
  return { sources: pending, stop };
}

/** @throws CommandFailure when an option names a region that nobody serves */
export function checkCodes({ exports, isolated }: DemoOptions): void {
  const served = INSTANCES.flatMap((i) => i.codes);
  const check = (code: string, option: string) => {
    if (served.includes(code)) return;
    throw new CommandFailure(
      `${option} : aucune instance ne sert la région ${code} (${served.join(', ')}).`,
      EXIT.USAGE,
    );
  };
  for (const code of exports.keys()) check(code, `--export ${code}=…`);
  if (typeof isolated !== 'boolean') for (const code of isolated) check(code, `--isolated ${isolated.join(',')}`);
}
