import { type Gateway, type GatewayOptions, listedRegions, startGateway } from '@inter-ror/gateway';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { pino } from 'pino';
import {
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
import { Operator, openTraces } from '../operations/index.js';
import { untilSignal } from '../output/index.js';
import { startGatewaySites } from './gateway-sites.js';

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
  const traces = await openTraces(config.exploitation, 'inter-ror-gateway');
  try {
    const started = await startGateway({
      ...(traces && { traces }),
      onAnswer: operator.requests.answered,
      onRefused: operator.requests.refused,
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
      ...(config.redis === undefined ? {} : { redis: config.redis }),
      deadlineMs: config.delaiMs,
      costMax: config.limites.cout,
      memberLimits: { simultaneous: config.limites.simultanees, perMinute: config.limites.demandesParMinute },
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
    operator.gauge('remembered', 'Answers and replies used again instead of asking', ['what'], () => {
      const { answers, served, stale } = started.memory();
      return [
        [{ what: 'answer' }, answers],
        [{ what: 'reply' }, served],
        [{ what: 'stale' }, stale],
      ];
    });
    if (config.redis !== undefined) {
      operator.gauge(
        'rates_shared',
        'Rates of members shared with other gateways: 0 when this one counts alone',
        [],
        () => [[{}, started.shared === 'PARTAGE' ? 1 : 0]],
      );
    }
    await operator.serve(
      () => started.decisions,
      () => {
        const { regions, shared } = started;
        const raisons = regions > 0 ? [] : ['la liste ne nomme aucune région'];
        if (shared === 'SEUL') raisons.push('Redis injoignable : débits comptés par cette passerelle seule');
        return { pret: regions > 0, raisons, details: { regions, ...(shared && { debits: shared }) } };
      },
    );
    const sites = await startGatewaySites(config, { gateway: started, admission, identity: watch.identity, logger });
    // Renewed while it started.
    if (watch.identity() !== identity) gateway.renew(watch.identity());
    process.send?.({ url: gateway.url });
    process.send?.({ page: sites.page ?? '', console: sites.console ?? '', exploitation: operator.url ?? '' });
    const signal = await untilSignal();
    logger.info({ signal }, 'arrêt demandé');
    operator.drain();
    sites.close();
    await gateway.close();
  } finally {
    await traces?.close();
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
    const { regions, doubles } = listedRegions(list);
    const asked = regions.filter(({ unasked }) => unasked === undefined);
    console.log(`${file} : configuration correcte`);
    console.log(
      `liste blanche « ${list.instance} » version ${list.version}, valable jusqu’au ${new Date(list.expires).toISOString()}`,
    );
    console.log(`${asked.length} instance(s) régionale(s) : ${asked.flatMap((r) => r.member.regionCodes).join(', ')}`);
    for (const { member, unasked } of regions) {
      if (unasked !== undefined) console.log(`! ${member.id} (${member.regionCodes.join(', ')}) : ${unasked.message}`);
    }
    for (const { message } of doubles) console.log(`! ${message}`);
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
