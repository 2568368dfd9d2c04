import { Nomenclatures } from '@inter-ror/nomenclatures';
import { startAdapter } from '@inter-ror/regional-adapter';
import type { Logger } from 'pino';
import { startPage, startRegionConsole } from '../page/index.js';
import { AVERTISSEMENT, type RegionSeat, type RunningRegion } from './demo-regions.js';
import { followList, type ListSource } from './follow-list.js';

/** One reading of the tables for all the pages of the process. */
const nomenclatures = Nomenclatures.officielles();

/** Memory that each instance may keep warm, when seventeen share a process. */
const CACHE_BYTES = 8 << 20;

/** Starts an instance in this process and begins to load its export. */
export async function startShared(
  seat: RegionSeat,
  file: string,
  lists: ListSource,
  logger: Logger,
): Promise<RunningRegion> {
  const { codes, nom, solution } = seat.instance;
  const admission = await followList(seat.member, lists, logger);
  const adapter = await startAdapter({
    codes,
    nom,
    solution,
    storeDir: seat.storeDir,
    listen: { host: '127.0.0.1', port: 0 },
    identity: seat.member.identity,
    admission,
    logger,
    octetsCache: CACHE_BYTES,
  });
  const page = await startPage({
    listen: { host: '127.0.0.1', port: 0 },
    identity: seat.member.identity,
    admission,
    logger,
    region: { codes, nom },
    nomenclatures,
    avertissement: AVERTISSEMENT,
  });
  const console = await startRegionConsole({
    listen: { host: '127.0.0.1', port: 0 },
    adapter,
    region: { nom, solution },
    source: { fichier: file, surveiller: false },
    identity: seat.member.identity,
    admission,
    logger,
    avertissement: AVERTISSEMENT,
  });
  return {
    url: adapter.url,
    console: console.url,
    page: page.url,
    pid: process.pid,
    loaded: adapter.recharger(file).then((report) => report.offres),
    close: async () => {
      page.close();
      console.close();
      await adapter.close(200);
      admission.close();
    },
  };
}
