import { closeSync, createReadStream, existsSync, openSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { lireCsd } from '@inter-ror/csd';
import { MutualTlsAgents, type TlsIdentity } from '@inter-ror/mutual-tls';
import {
  charger,
  ErreurChargement,
  formatRapport,
  openStore,
  type RegionalAdapter,
  startAdapter,
} from '@inter-ror/regional-adapter';
import { pino } from 'pino';
import {
  identityOf,
  openAdmission,
  openRevocations,
  readAdapterConfig,
  readCommunePoints,
  watchTrust,
} from '../config/index.js';
import { CommandFailure, EXIT, LoadProgress, untilSignal } from '../output/index.js';
import { type AdapterSites, startAdapterSites } from './adapter-sites.js';

/** `inter-ror adapter serve` */
export async function serveAdapter(file: string): Promise<void> {
  const config = readAdapterConfig(file);
  const logger = pino({ level: config.journal, name: `adapter ${config.region.codes.join('-')}` });
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
  try {
    const started = await startAdapter({
      ...config.region,
      storeDir: config.donnees,
      ...(config.source === undefined ? {} : { source: config.source }),
      ...(config.pointsDeCommune === undefined ? {} : { pointsDeCommune: readCommunePoints(config.pointsDeCommune) }),
      ...(config.oppositions === undefined ? {} : { oppositions: config.oppositions }),
      listen: { host: config.ecoute.hote, port: config.ecoute.port },
      identity,
      admission,
      ...(revocations === undefined ? {} : { revocations }),
      logger,
      onRefusal: watch.onRefusal,
      ...(watch.onAccess === undefined ? {} : { onAccess: watch.onAccess }),
      seuilReduction: config.seuilReduction,
      introspection: config.introspection,
      ...(config.nomenclatures === undefined ? {} : { nomenclatures: config.nomenclatures }),
    });
    served = await startAdapterSites(config, started, admission, logger, identity);
    adapter = started;
    // Renewed while it started.
    if (watch.identity() !== identity) renew(watch.identity());
    process.send?.({ url: started.url });
    process.send?.({ page: served.page?.url ?? '', console: served.console?.url ?? '' });
    void started.demarrage.then(() => process.send?.({ offres: started.generation()?.nombreOffres ?? 0 }));
    const signal = await untilSignal();
    logger.info({ signal }, 'arrêt demandé');
    served.close();
    await started.close();
  } finally {
    watch.stop();
    revocations?.close();
    admission.close();
  }
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

/** `inter-ror adapter check` */
export async function checkAdapter(file: string): Promise<void> {
  const config = readAdapterConfig(file);
  console.log(`${file} : configuration correcte (${config.region.nom}, ${config.region.solution})`);
  const identity = identityOf(config);
  const admission = await openAdmission(config, identity, pino({ level: 'silent' }));
  try {
    const list = admission.current();
    console.log(
      `liste blanche « ${list.instance} » version ${list.version}, valable jusqu’au ${new Date(list.expires).toISOString()}`,
    );
    new MutualTlsAgents({ identity, source: admission }).close();
    console.log('clé et certificat : concordent');
  } finally {
    admission.close();
  }
  if (existsSync(config.donnees)) {
    const store = openStore(config.donnees);
    const current = store.generationCourante();
    console.log(
      current === undefined
        ? 'données : rien n’est encore chargé'
        : `données : génération ${current.info.numero} du ${current.info.date}, ${current.info.nombreOffres} offres`,
    );
    current?.close();
    store.close();
  } else console.log(`données : ${config.donnees} sera créé au premier chargement`);
  if (config.source !== undefined) await checkExport(config.source.fichier);
}

async function checkExport(file: string): Promise<void> {
  if (!existsSync(file))
    throw new CommandFailure(
      `export : ${file} n’existe pas encore ; déposez-le là, ou corrigez source.fichier.`,
      EXIT.REFUSED,
    );
  const report = await lireCsd(open(file), { surEnregistrement: () => {} });
  const kept = Object.values(report.gardes).reduce((a, b) => a + b, 0);
  const skipped = Object.values(report.ecartes).reduce((a, b) => a + b, 0);
  console.log(`export : ${file}, ${kept} enregistrements lisibles, ${skipped} écartés`);
  for (const a of report.anomalies.slice(0, 10))
    console.log(`  ligne ${a.ligne}, colonne ${a.colonne} : ${a.chemin} (${a.code}) ${a.message}`);
}

/** The XML of an export, decompressed when it is compressed by gzip. */
function open(file: string): AsyncIterable<Uint8Array> {
  const head = Buffer.alloc(2);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, head, 0, 2, 0);
  closeSync(descriptor);
  const bytes = createReadStream(file);
  return head.readUInt16BE() === 0x1f8b ? bytes.pipe(createGunzip()) : bytes;
}
