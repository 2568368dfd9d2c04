import { Nomenclatures } from '@inter-ror/nomenclatures';
import { formatRapport, type RegionalAdapter, startAdapter } from '@inter-ror/regional-adapter';
import type { Logger } from 'pino';
import type { SourceConfig } from '../config/index.js';
import { CommandFailure } from '../output/index.js';
import { startPage, startRegionConsole } from '../page/index.js';
import { shownSource, sourceOf } from '../source/index.js';
import { AVERTISSEMENT, type Loaded, REDUCTION, type RegionSeat, type RunningRegion } from './demo-regions.js';
import { followList, type ListSource } from './follow-list.js';

/** One reading of the tables for all the pages of the process. */
const nomenclatures = Nomenclatures.officielles();

/** Memory that each instance may keep warm, when seventeen share a process. */
const CACHE_BYTES = 8 << 20;

/** Starts an instance in this process and begins to load it. */
export async function startShared(
  seat: RegionSeat,
  source: SourceConfig,
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
    ...(source.solution === undefined ? {} : { source: sourceOf(source)! }),
    listen: { host: '127.0.0.1', port: 0 },
    identity: seat.member.identity,
    admission,
    logger,
    octetsCache: CACHE_BYTES,
    seuilReduction: REDUCTION,
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
    source: shownSource(source),
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
    loaded: loadedFrom(adapter, source),
    close: async () => {
      page.close();
      console.close();
      await adapter.close(200);
      admission.close();
    },
  };
}

/** @throws CommandFailure when the solution could not be read */
async function loadedFrom(adapter: RegionalAdapter, source: SourceConfig): Promise<Loaded> {
  if (source.solution === undefined) {
    const report = await adapter.recharger(source.fichier!);
    return { offers: report.offres, report: formatRapport(report) };
  }
  await adapter.demarrage;
  const served = adapter.generation();
  if (served !== undefined) return { offers: served.nombreOffres, report: [] };
  const { code, message } = adapter.synchronisation()?.echec ?? { code: 'INTERNE', message: 'rien n’est servi.' };
  throw new CommandFailure(`${adapter.codes.join(', ')} : ${message} (${code})`);
}
