import { type Gateway, type GatewayOptions, listedRegions, startGateway } from '@inter-ror/gateway';
import { pino } from 'pino';
import {
  type GatewayConfig,
  identityOf,
  openAdmission,
  readCommunePoints,
  readGatewayConfig,
  readNomenclatures,
} from '../config/index.js';
import { type Operator, serveProcess } from '../operations/index.js';
import { startGatewaySites } from './gateway-sites.js';

/** `inter-ror gateway serve` */
export async function serveGateway(file: string): Promise<void> {
  const config = readGatewayConfig(file);
  const points = config.pointsDeCommune === undefined ? undefined : readCommunePoints(config.pointsDeCommune);
  await serveProcess(
    config,
    { log: 'gateway', traces: 'inter-ror-gateway' },
    async ({ admission, currentIdentity, logger, operator, options }) => {
      const gateway = await startGateway({
        ...options,
        onRefused: operator.requests.refused,
        onReply: operator.regions.replied,
        ...publicAccessOf(config),
        ...(config.redis === undefined ? {} : { redis: config.redis }),
        deadlineMs: config.delaiMs,
        costMax: config.limites.cout,
        memberLimits: { simultaneous: config.limites.simultanees, perMinute: config.limites.demandesParMinute },
        nomenclatures: readNomenclatures(config),
        ...(points === undefined ? {} : { communePoints: points }),
      });
      await operate(operator, gateway, config.redis !== undefined);
      const sites = await startGatewaySites(config, { gateway, admission, identity: currentIdentity, logger });
      return {
        url: gateway.url,
        page: sites.page,
        console: sites.console,
        renew: gateway.renew,
        close: () => {
          sites.close();
          return gateway.close();
        },
      };
    },
  );
}

/** Tells operators the figures of a gateway, and whether it is ready. */
async function operate(operator: Operator, gateway: Gateway, shares: boolean): Promise<void> {
  operator.gauge('breaker_open', 'Breaker of a region: 1 when it is not asked', ['region'], () =>
    [...gateway.guards()].map(([region, { disjoncteur }]) => [{ region }, disjoncteur === 'FERME' ? 0 : 1]),
  );
  operator.gauge('hedges', 'Second questions sent to a region', ['region'], () =>
    [...gateway.guards()].map(([region, { relances }]) => [{ region }, relances]),
  );
  operator.gauge('remembered', 'Answers and replies used again instead of asking', ['what'], () => {
    const { answers, served, stale } = gateway.memory();
    return [
      [{ what: 'answer' }, answers],
      [{ what: 'reply' }, served],
      [{ what: 'stale' }, stale],
    ];
  });
  if (shares) {
    operator.gauge(
      'rates_shared',
      'Rates of members shared with other gateways: 0 when this one counts alone',
      [],
      () => [[{}, gateway.shared === 'PARTAGE' ? 1 : 0]],
    );
  }
  await operator.serve(
    () => gateway.decisions,
    () => {
      const { regions, shared } = gateway;
      const raisons = regions > 0 ? [] : ['la liste ne nomme aucune région'];
      if (shared === 'SEUL') raisons.push('Redis injoignable : débits comptés par cette passerelle seule');
      return { pret: regions > 0, raisons, details: { regions, ...(shared && { debits: shared }) } };
    },
  );
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
