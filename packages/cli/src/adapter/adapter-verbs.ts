import type { TlsIdentity } from '@inter-ror/mutual-tls';
import {
  charger,
  ErreurChargement,
  formatRapport,
  type RegionalAdapter,
  startAdapter,
} from '@inter-ror/regional-adapter';
import { pino } from 'pino';
import {
  identityOf,
  openAdmission,
  openRevocations,
  proxiesOf,
  readAdapterConfig,
  readCommunePoints,
  watchTrust,
} from '../config/index.js';
import { Operator, openTraces } from '../operations/index.js';
import { CommandFailure, LoadProgress, untilSignal } from '../output/index.js';
import { sourceOf } from '../source/index.js';
import { type AdapterSites, startAdapterSites } from './adapter-sites.js';

/** `inter-ror adapter serve` */
export async function serveAdapter(file: string): Promise<void> {
  const config = readAdapterConfig(file);
  const logger = pino({ level: config.journal, name: `adapter ${config.region.codes.join('-')}` });
  const source = sourceOf(config.source);
  const identity = identityOf(config);
  const revocations = openRevocations(config, identity, logger);
  const admission = await openAdmission(config, identity, logger);
  let adapter: RegionalAdapter | undefined;
  let served: AdapterSites | undefined;
  const renew = (next: TlsIdentity) => {
    adapter?.renew(next);
    served?.renew(next);
    admission.renew(next);
  };
  const watch = watchTrust(config, { admission, identity, revocations, renew }, logger);
  const operator = new Operator({ ecoute: config.exploitation?.ecoute, admission, identity: watch.identity, logger });
  const traces = await openTraces(config.exploitation, `inter-ror-adapter-${config.region.codes.join('-')}`);
  try {
    const started = await startAdapter({
      ...(traces && { traces }),
      onAnswer: operator.requests.answered,
      ...config.region,
      storeDir: config.donnees,
      ...(source === undefined ? {} : { source }),
      ...(config.pointsDeCommune === undefined ? {} : { pointsDeCommune: readCommunePoints(config.pointsDeCommune) }),
      ...(config.oppositions === undefined ? {} : { oppositions: config.oppositions }),
      listen: { host: config.ecoute.hote, port: config.ecoute.port },
      identity,
      admission,
      ...(revocations === undefined ? {} : { revocations }),
      proxies: proxiesOf(config),
      logger,
      onRefusal: watch.onRefusal,
      ...(watch.onAccess === undefined ? {} : { onAccess: watch.onAccess }),
      seuilReduction: config.seuilReduction,
      introspection: config.introspection,
      rythmeExport: config.exportPublic,
      ...(config.nomenclatures === undefined ? {} : { nomenclatures: config.nomenclatures }),
    });
    operator.gauge('offers', 'Offers served', [], () => [[{}, started.generation()?.nombreOffres ?? 0]]);
    operator.gauge('generation', 'Rank of the generation served', [], () => [[{}, started.generation()?.numero ?? 0]]);
    await operator.serve(
      () => started.decisions,
      () => {
        const info = started.generation();
        const failure = started.dernierEchec();
        const raisons = failure === null ? [] : [`le dernier chargement a échoué (${failure})`];
        if (info === undefined) raisons.unshift('aucun export n’est encore chargé');
        const echec = started.synchronisation()?.echec;
        if (echec) raisons.push(`la synchronisation a échoué (${echec.code}), depuis ${echec.depuis}`);
        return {
          pret: info !== undefined,
          raisons,
          details: { generation: info?.numero ?? null, offres: info?.nombreOffres ?? 0 },
        };
      },
    );
    served = await startAdapterSites(config, started, admission, logger, identity);
    adapter = started;
    // Renewed while it started.
    if (watch.identity() !== identity) renew(watch.identity());
    process.send?.({ url: started.url });
    process.send?.({
      page: served.page?.url ?? '',
      console: served.console?.url ?? '',
      exploitation: operator.url ?? '',
    });
    void started.demarrage.then(() => {
      const charge = chargeDe(started);
      process.send?.({ offres: charge.offers, charge });
    });
    const signal = await untilSignal();
    logger.info({ signal }, 'arrêt demandé');
    operator.drain();
    served.close();
    await started.close();
  } finally {
    await traces?.close();
    operator.close();
    watch.stop();
    revocations?.close();
    admission.close();
  }
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
