import { type Gateway, type GatewayOptions, startGateway } from '@inter-ror/gateway';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { pino } from 'pino';
import {
  followOwnIdentity,
  type GatewayConfig,
  identityOf,
  openAdmission,
  openRevocations,
  proxiesOf,
  readCommunePoints,
  readGatewayConfig,
  readNomenclatures,
  watchTrust,
} from '../config/index.js';
import { Operator } from '../operations/index.js';
import { untilSignal } from '../output/index.js';
import { type RunningPage, startPage } from '../page/index.js';

/** `inter-ror gateway serve` */
export async function serveGateway(file: string): Promise<void> {
  const config = readGatewayConfig(file);
  const logger = pino({ level: config.journal, name: 'gateway' });
  const points = config.pointsDeCommune === undefined ? undefined : readCommunePoints(config.pointsDeCommune);
  const identity = identityOf(config);
  const revocations = openRevocations(config, identity, logger);
  const admission = await openAdmission(config, identity, logger);
  let gateway: Gateway | undefined;
  const renew = (next: TlsIdentity) => {
    gateway?.renew(next);
    admission.renew(next);
  };
  const watch = watchTrust(config, { admission, identity, revocations, renew }, logger);
  const operator = new Operator({ ecoute: config.exploitation?.ecoute, admission, identity: watch.identity, logger });
  try {
    const started = await startGateway({
      onAnswer: operator.requests.answered,
      onReply: operator.regions.replied,
      listen: { host: config.ecoute.hote, port: config.ecoute.port },
      identity,
      admission,
      ...(revocations === undefined ? {} : { revocations }),
      proxies: proxiesOf(config),
      logger,
      onRefusal: watch.onRefusal,
      ...(watch.onAccess === undefined ? {} : { onAccess: watch.onAccess }),
      ...publicAccessOf(config),
      deadlineMs: config.delaiMs,
      introspection: config.introspection,
      nomenclatures: readNomenclatures(config),
      ...(points === undefined ? {} : { communePoints: points }),
    });
    gateway = started;
    operator.gauge('breaker_open', 'Breaker of a region: 1 when it is not asked', ['region'], () =>
      [...started.guards()].map(([region, { disjoncteur }]) => [{ region }, disjoncteur === 'FERME' ? 0 : 1]),
    );
    operator.gauge('hedges', 'Second questions sent to a region', ['region'], () =>
      [...started.guards()].map(([region, { relances }]) => [{ region }, relances]),
    );
    await operator.serve(
      () => started.decisions,
      () => {
        const { regions } = started;
        return {
          pret: regions > 0,
          raisons: regions > 0 ? [] : ['la liste ne nomme aucune région'],
          details: { regions },
        };
      },
    );
    const { page } = config;
    let served: RunningPage | undefined;
    const stops: (() => void)[] = [];
    if (page !== undefined) {
      const pageConfig = { identite: { ...config.identite, cle: page.cle, certificat: page.certificat } };
      const pageIdentity = identityOf(pageConfig);
      served = await startPage({
        listen: { host: page.ecoute.hote, port: page.ecoute.port },
        identity: pageIdentity,
        admission,
        logger,
        nomenclatures: readNomenclatures(config),
        theme: page.theme,
        avertissement: page.avertissement,
      });
      const { renew: renewPage, url } = served;
      stops.push(
        served.close,
        followOwnIdentity(pageConfig, { identity: pageIdentity, source: admission, renew: renewPage }, logger).close,
      );
      logger.info({ url }, 'page de recherche prête');
    }
    // Renewed while it started.
    if (watch.identity() !== identity) gateway.renew(watch.identity());
    process.send?.({ url: gateway.url });
    process.send?.({ page: served?.url ?? '', exploitation: operator.url ?? '' });
    const signal = await untilSignal();
    logger.info({ signal }, 'arrêt demandé');
    operator.drain();
    for (const stop of stops) stop();
    await gateway.close();
  } finally {
    operator.close();
    watch.stop();
    revocations?.close();
    admission.close();
  }
}

/** `inter-ror gateway check` */
export async function checkGateway(file: string): Promise<void> {
  const config = readGatewayConfig(file);
  const admission = await openAdmission(config, identityOf(config), pino({ level: 'silent' }));
  try {
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

function publicAccessOf({ accesPublic }: GatewayConfig): Pick<GatewayOptions, 'publicAccess'> {
  if (accesPublic === undefined) return {};
  const { ecoute, demandesParMinute, demandesParMinuteEnTout } = accesPublic;
  return {
    publicAccess: {
      listen: { host: ecoute.hote, port: ecoute.port },
      requestsPerMinute: demandesParMinute,
      requestsPerMinuteInAll: demandesParMinuteEnTout,
    },
  };
}
