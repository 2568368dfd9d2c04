import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { type ReglagesSolution, startAdapter } from '@inter-ror/regional-adapter';
import { openWhitelistFile } from '@inter-ror/whitelist';
import { pino } from 'pino';

/** What the process of an adapter that follows a live solution is asked. */
export interface AdapterOrder {
  region: string;
  storeDir: string;
  solution: ReglagesSolution;
  list: { file: string; trustFile: string };
  identity: TlsIdentity;
}

/** What it tells once its first synchronisation has ended. */
export interface Synchronised {
  offers: number;
  /** Processor of the whole process, all threads, since it began. */
  cpuMs: number;
}

process.once('message', async ({ region, storeDir, solution, list, identity }: AdapterOrder) => {
  const adapter = await startAdapter({
    codes: [region],
    nom: 'Bretagne',
    solution: 'IR',
    storeDir,
    source: { solution },
    listen: { host: '127.0.0.1', port: 0 },
    identity,
    admission: openWhitelistFile({ ...list, pollMs: 100 }),
    logger: pino({ level: 'silent' }),
  });
  process.send!({ url: adapter.url });
  await adapter.demarrage;
  const { user, system } = process.cpuUsage();
  const told: Synchronised = { offers: adapter.generation()?.nombreOffres ?? 0, cpuMs: (user + system) / 1_000 };
  process.send!(told);
});
process.once('disconnect', () => process.exit());
