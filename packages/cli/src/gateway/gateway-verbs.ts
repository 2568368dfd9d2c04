import { startGateway } from '@inter-ror/gateway';
import { pino } from 'pino';
import {
  openAdmission,
  readCommunePoints,
  readGatewayConfig,
  readIdentity,
  readNomenclatures,
  watchTrust,
} from '../config/index.js';
import { untilSignal } from '../output/index.js';
import { startPage } from '../page/index.js';

/** `inter-ror gateway serve` */
export async function serveGateway(file: string): Promise<void> {
  const config = readGatewayConfig(file);
  const logger = pino({ level: config.journal, name: 'gateway' });
  const points = config.pointsDeCommune === undefined ? undefined : readCommunePoints(config.pointsDeCommune);
  const admission = await openAdmission(config, logger);
  const watch = watchTrust(config, admission, logger);
  try {
    const gateway = await startGateway({
      listen: { host: config.ecoute.hote, port: config.ecoute.port },
      identity: readIdentity(config),
      admission,
      logger,
      onRefusal: watch.onRefusal,
      deadlineMs: config.delaiMs,
      introspection: config.introspection,
      nomenclatures: readNomenclatures(config),
      ...(points === undefined ? {} : { communePoints: points }),
    });
    const { page } = config;
    const served =
      page &&
      (await startPage({
        listen: { host: page.ecoute.hote, port: page.ecoute.port },
        identity: readIdentity({ identite: { ...config.identite, cle: page.cle, certificat: page.certificat } }),
        admission,
        logger,
        nomenclatures: readNomenclatures(config),
        theme: page.theme,
        avertissement: page.avertissement,
      }));
    if (served) logger.info({ url: served.url }, 'page de recherche prête');
    process.send?.({ page: served?.url ?? '' });
    process.send?.({ url: gateway.url });
    const signal = await untilSignal();
    logger.info({ signal }, 'arrêt demandé');
    served?.close();
    await gateway.close();
  } finally {
    watch.stop();
    admission.close();
  }
}

/** `inter-ror gateway check` */
export async function checkGateway(file: string): Promise<void> {
  const config = readGatewayConfig(file);
  const admission = await openAdmission(config, pino({ level: 'silent' }));
  try {
    readIdentity(config);
    readNomenclatures(config);
    if (config.pointsDeCommune !== undefined) readCommunePoints(config.pointsDeCommune);
    const list = admission.current();
    const regions = list.members.filter((m) => m.kind === 'region');
    console.log(`${file} : configuration correcte`);
    console.log(
      `liste blanche « ${list.instance} » version ${list.version}, valable jusqu’au ${new Date(list.expires).toISOString()}`,
    );
    console.log(`${regions.length} instance(s) régionale(s) : ${regions.flatMap((r) => r.regionCodes).join(', ')}`);
  } finally {
    admission.close();
  }
}
