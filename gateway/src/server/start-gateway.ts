import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Masques } from '@inter-ror/access-policy';
import { AskerSigner } from '@inter-ror/asker';
import { empreinteContrat } from '@inter-ror/exposure-model';
import {
  createGraphqlEndpoint,
  identityOfRequest,
  logAnswers,
  type OnInternalError,
  type TellAsker,
} from '@inter-ror/graphql-endpoint';
import { createMutualTlsServer, createRefusalLog, MutualTlsAgents, memberOf, ownEntry } from '@inter-ror/mutual-tls';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { createSoapFacade } from '@inter-ror/soap-facade';
import { type NationContext, nationSchema } from '../answer/index.js';
import { type MemoryFigures, rememberReplies } from '../caching/index.js';
import { Activity, Hearings, LastRefusals, NationWatch } from '../console/index.js';
import { createDirectAnswer } from '../direct/index.js';
import { exportRoutes } from '../exports/index.js';
import { guardRegions } from '../guard/index.js';
import { DEFAULT_COST_MAX, DEFAULT_MEMBER_LIMITS, limitCost, limitMembers, TokenBuckets } from '../limits/index.js';
import { NationalLists } from '../national/index.js';
import { planBySummaries } from '../planning/index.js';
import { NationQuality } from '../quality/index.js';
import { askRegion, createFanOut, RegionDirectory, shareFlights } from '../regions/index.js';
import { RedisLink, SharedRates } from '../replicas/index.js';
import { askEveryRegion, CommunePoints } from '../search/index.js';
import { nationalSoapPorts } from '../soap/index.js';
import { RegionStates } from '../states/index.js';
import { createApplication } from './application.js';
import { askedBy, extensionsOf, refusalOf, tracedAsker } from './askers.js';
import { DEFAULT_QUERY } from './default-query.js';
import type { Gateway, GatewayOptions } from './gateway-options.js';
import { type PublicAccess, startPublicAccess } from './public-access.js';
import { Refusals } from './refusals.js';
import { tellReplies, tellReply } from './tell-replies.js';

/** A region that does not answer does not hold the gateway back longer than this at its start. */
const WARM_START_MS = 2_000;

/**
 * Serves the national search over mutual TLS.
 * @throws MutualTlsError when the identity or the whitelist does not allow to listen
 */
export async function startGateway(o: GatewayOptions): Promise<Gateway> {
  const { admission, logger } = o;
  if (ownEntry(o.identity, admission, { kind: 'gateway' }) === undefined) {
    logger.warn('la liste blanche ne porte pas encore le certificat de cette passerelle');
  }
  const crls = o.revocations === undefined ? {} : { revocations: o.revocations };
  const agents = new MutualTlsAgents({ identity: o.identity, source: admission, ...crls });
  const directory = new RegionDirectory(admission, agents, empreinteContrat, (double) => logger.warn(double));
  const signer = new AskerSigner(o.identity);
  const schema = nationSchema();
  const masques = new Masques(schema);
  const noted = { hearings: new Hearings(), activity: new Activity(), refusals: new LastRefusals() };
  const refusals = new Refusals({
    ...o,
    onRefused: (member, code) => {
      noted.refusals.request(member, code);
      o.onRefused?.(member, code);
    },
  });
  const link = o.redis && new RedisLink(o.redis.url, `inter-ror:${admission.current().instance}:`, logger);
  const memberLimits = { ...DEFAULT_MEMBER_LIMITS, ...o.memberLimits };
  const guards = guardRegions(
    tellReplies(askRegion, {
      ...o,
      onReply: (region, reply) => {
        noted.hearings.replied(region, reply);
        o.onReply?.(region, reply);
      },
    }),
  );
  const states = new RegionStates(directory);
  const figures: MemoryFigures = { served: 0, asked: 0, answers: 0, stale: 0 };
  const fanOut = createFanOut(guards.ask);
  const shared = {
    directory,
    lists: new NationalLists(() => directory.all()),
    nomenclatures: o.nomenclatures ?? Nomenclatures.officielles(),
    points: new CommunePoints(o.communePoints ?? new Map()),
    states,
    plan: o.planning === false ? askEveryRegion : planBySummaries(states, guards.usualMs),
    fanOut: shareFlights(o.memory === false ? fanOut : rememberReplies(fanOut, states, figures)),
  };

  const quality = new NationQuality({
    directory,
    ask: guards.ask,
    stated: () => {
      const membre = ownEntry(o.identity, admission, { kind: 'gateway' })?.id ?? 'passerelle';
      return signer.state({ membre, profil: 1, perimetre: ['*'], role: null }, 'qualite');
    },
  });

  const contextOf = (req: IncomingMessage, tell?: TellAsker): NationContext => ({
    ...shared,
    ...askedBy(req, signer, o),
    told: tell && tellReply(tell),
    criteres: new Set(),
    searches: [],
    madeFrom: new Set(),
    masques,
    gathering: new Map(),
    silent: new Map(),
    missing: new Map(),
  });
  const surRequete = createDirectAnswer(schema, extensionsOf, o.memory === false ? undefined : figures);
  const onInternalError: OnInternalError = (err, identifiantRequete) =>
    logger.error({ err, identifiantRequete }, 'erreur interne');
  const api = createGraphqlEndpoint<NationContext>({
    schema,
    surRequete,
    introspection: o.introspection ?? true,
    authorize: (req) => refusalOf(req, refusals),
    check: limitCost(schema, o.costMax ?? DEFAULT_COST_MAX),
    onRefusal: (req, code) => refusals.overLimit(req, tracedAsker(req), code),
    events: true,
    context: contextOf,
    extensions: extensionsOf,
    graphiql: { title: 'inter-ror : la recherche nationale', defaultQuery: DEFAULT_QUERY },
    onInternalError,
  });
  const soap = createSoapFacade({
    ports: nationalSoapPorts({
      schema,
      surRequete,
      recognise: (req, _body, headers) => {
        const refus = refusalOf(req, refusals, headers ?? req.headers);
        return refus === undefined ? contextOf(req) : { refus };
      },
      refuse: (req, code) => refusals.forbidden(req, tracedAsker(req), code),
      onInternalError,
    }),
    onInternalError,
  });

  const exports = exportRoutes(
    () => directory.all().map(({ member }) => member),
    agents,
    logger,
    (req, trace, decision) =>
      o.onAccess?.(trace.event(tracedAsker(req), decision, { requete: identityOfRequest(req).id })),
  );
  const logged = logAnswers(logger, (req) => tracedAsker(req).membre, o.traces);
  const app = createApplication({
    logger,
    readiness: () => ({
      regions: directory.asked().length,
      liste: admission.current().version,
      ...(link && { debits: link.state }),
    }),
    before: [
      logged,
      noted.activity.handler,
      limitMembers(
        memberLimits,
        link ? new SharedRates(memberLimits.perMinute, link) : new TokenBuckets(memberLimits.perMinute),
        (req) => memberOf(req).id,
        (req, { code }) => refusals.overLimit(req, tracedAsker(req), code),
      ),
    ],
    soap,
    exports,
    api,
  });

  const logRefusal = createRefusalLog(logger);
  const server = createMutualTlsServer({
    identity: o.identity,
    source: admission,
    ...crls,
    ...(o.proxies === undefined ? {} : { proxies: o.proxies }),
    accepts: ['consumer', 'region'],
    handler: app,
    ...(o.onAnswer === undefined ? {} : { onAnswer: o.onAnswer }),
    onRefusal: (refusal) => {
      logRefusal(refusal);
      noted.refusals.connection(refusal);
      o.onRefusal?.(refusal);
    },
  });
  let open: PublicAccess | undefined;
  const stop = async () => {
    await open?.close();
    link?.close();
    guards.close();
    states.close();
    directory.close();
    agents.close();
  };
  try {
    await link?.open();
    const url = await server.listen(o.listen.port, o.listen.host);
    if (o.publicAccess !== undefined) {
      open = await startPublicAccess(o.publicAccess, o.identity, noted.activity.handler, [exports, logged, api]);
      logger.info({ url: open.url }, 'accès public prêt : profil 0, sans certificat');
    }
    await Promise.race([directory.warmUp(), setTimeout(WARM_START_MS, undefined, { ref: false })]);
    logger.info({ url, regions: directory.asked().length, contrat: empreinteContrat }, 'passerelle prête');
    return {
      url,
      ...(open === undefined ? {} : { publicUrl: open.url }),
      decisions: server.decisions,
      get shared() {
        return link?.state;
      },
      get regions() {
        return directory.asked().length;
      },
      guards: () => guards.states(),
      quality: (waitMs) => quality.state(waitMs),
      watch: (more) => new NationWatch({ ...noted, ...more, admission, directory, guards }),
      memory: () => figures,
      renew(identity) {
        agents.renew(identity);
        signer.renew(identity);
        open?.renew(identity);
        server.renew(identity);
      },
      close: async (graceMs) => {
        await server.close(graceMs);
        await stop();
      },
    };
  } catch (e) {
    await stop();
    throw e;
  }
}
