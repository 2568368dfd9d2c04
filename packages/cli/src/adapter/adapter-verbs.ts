import {
  charger,
  ErreurChargement,
  formatRapport,
  type RegionalAdapter,
  startAdapter,
} from '@inter-ror/regional-adapter';
import { readAdapterConfig, readCommunePoints } from '../config/index.js';
import { type Operator, serveProcess } from '../operations/index.js';
import { CommandFailure, LoadProgress } from '../output/index.js';
import { sourceOf } from '../source/index.js';
import { startAdapterSites } from './adapter-sites.js';

/** `inter-ror adapter serve` */
export async function serveAdapter(file: string): Promise<void> {
  const config = readAdapterConfig(file);
  const source = sourceOf(config.source);
  const codes = config.region.codes.join('-');
  await serveProcess(
    config,
    { log: `adapter ${codes}`, traces: `inter-ror-adapter-${codes}` },
    async ({ admission, identity, logger, operator, options }) => {
      const adapter = await startAdapter({
        ...options,
        ...config.region,
        storeDir: config.donnees,
        ...(source === undefined ? {} : { source }),
        ...(config.pointsDeCommune === undefined ? {} : { pointsDeCommune: readCommunePoints(config.pointsDeCommune) }),
        ...(config.oppositions === undefined ? {} : { oppositions: config.oppositions }),
        seuilReduction: config.seuilReduction,
        rythmeExport: config.exportPublic,
        ...(config.nomenclatures === undefined ? {} : { nomenclatures: config.nomenclatures }),
      });
      await operate(operator, adapter);
      const sites = await startAdapterSites(config, adapter, admission, logger, identity);
      return {
        url: adapter.url,
        page: sites.page?.url,
        console: sites.console?.url,
        later: adapter.demarrage.then(() => {
          const charge = chargeDe(adapter);
          return { offres: charge.offers, charge };
        }),
        renew: (next) => {
          adapter.renew(next);
          sites.renew(next);
        },
        close: () => {
          sites.close();
          return adapter.close();
        },
      };
    },
  );
}

/** Tells operators the figures of an adapter, and whether it is ready. */
async function operate(operator: Operator, adapter: RegionalAdapter): Promise<void> {
  operator.gauge('offers', 'Offers served', [], () => [[{}, adapter.generation()?.nombreOffres ?? 0]]);
  operator.gauge('generation', 'Rank of the generation served', [], () => [[{}, adapter.generation()?.numero ?? 0]]);
  await operator.serve(
    () => adapter.decisions,
    () => {
      const info = adapter.generation();
      const failure = adapter.dernierEchec();
      const raisons = failure === null ? [] : [`le dernier chargement a échoué (${failure})`];
      if (info === undefined) raisons.unshift('aucun export n’est encore chargé');
      const echec = adapter.synchronisation()?.echec;
      if (echec) raisons.push(`la synchronisation a échoué (${echec.code}), depuis ${echec.depuis}`);
      return {
        pret: info !== undefined,
        raisons,
        details: { generation: info?.numero ?? null, offres: info?.nombreOffres ?? 0 },
      };
    },
  );
}

/** What whoever started this process is told of the first load. */
function chargeDe(adapter: RegionalAdapter) {
  const rapport = adapter.rapport();
  return {
    offers: adapter.generation()?.nombreOffres ?? 0,
    rapport: rapport === undefined ? null : formatRapport(rapport),
    echec: adapter.dernierEchec(),
  };
}

/** `inter-ror adapter load` */
export async function loadExport(file: string, o: { config: string; force?: boolean; json?: boolean }): Promise<void> {
  const config = readAdapterConfig(o.config);
  const progress = new LoadProgress();
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  try {
    const report = await charger({
      storeDir: config.donnees,
      fichier: file,
      codesRegion: config.region.codes,
      seuilReduction: config.seuilReduction,
      forcer: o.force ?? false,
      ...(config.nomenclatures === undefined ? {} : { nomenclatures: config.nomenclatures }),
      surProgression: (p) => progress.show(p),
      signal: abort.signal,
    });
    progress.end();
    if (o.json) console.log(JSON.stringify(report, null, 2));
    else for (const line of formatRapport(report)) console.log(line);
  } catch (e) {
    progress.end();
    if (e instanceof ErreurChargement) throw new CommandFailure(`chargement refusé (${e.code}) : ${e.message}`);
    throw e;
  }
}
