import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Masques } from '@inter-ror/access-policy';
import { AskerSigner } from '@inter-ror/asker';
import { empreinteContrat } from '@inter-ror/exposure-model';
import { createGraphqlEndpoint } from '@inter-ror/graphql-endpoint';
import { createMutualTlsServer, createRefusalLog, MutualTlsAgents, ownEntry } from '@inter-ror/mutual-tls';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { type NationContext, nationSchema } from '../answer/index.js';
import { createDirectAnswer } from '../direct/index.js';
import { guardRegions } from '../guard/index.js';
import { NationalLists } from '../national/index.js';
import { type AskRegion, askRegion, createFanOut, RegionDirectory, shareFlights } from '../regions/index.js';
import { askEveryRegion, CommunePoints } from '../search/index.js';
import { noteArrival } from './arrivals.js';
import { askedBy, extensionsOf, refusalOf } from './askers.js';
import { DEFAULT_QUERY } from './default-query.js';
import type { Gateway, GatewayOptions } from './gateway-options.js';
import { shedLoad } from './load-shedding.js';
import { type PublicAccess, startPublicAccess } from './public-access.js';

/** A region that does not answer does not hold the gateway back longer than this at its start. */
const WARM_START_MS = 2_000;
const REQUEST_ID = /^[\w.-]{1,64}$/;

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
  const directory = new RegionDirectory(admission, agents, empreinteContrat);
  const signer = new AskerSigner(o.identity);
  const schema = nationSchema();
  const masques = new Masques(schema);
  const guards = guardRegions(o.onReply === undefined ? askRegion : told(askRegion, o.onReply));
  const shared = {
    directory,
    lists: new NationalLists(() => directory.all()),
    nomenclatures: o.nomenclatures ?? Nomenclatures.officielles(),
    points: new CommunePoints(o.communePoints ?? new Map()),
    plan: askEveryRegion,
    fanOut: shareFlights(createFanOut(guards.ask)),
  };

  const api = createGraphqlEndpoint<NationContext>({
    schema,
    surRequete: createDirectAnswer(schema, extensionsOf),
    introspection: o.introspection ?? true,
    authorize: (req) => refusalOf(req, o),
    context: (req) => ({
      ...shared,
      ...askedBy(req, signer, requestIdOf(req), o),
      criteres: new Set(),
      masques,
      gathering: new Map(),
      silent: new Map(),
      missing: new Map(),
    }),
    extensions: extensionsOf,
    graphiql: { title: 'inter-ror : la recherche nationale', defaultQuery: DEFAULT_QUERY },
    onInternalError: (err, identifiantRequete) => logger.error({ err, identifiantRequete }, 'erreur interne'),
  });

  const app = express();
  app.disable('x-powered-by');
  app.use(noteArrival);
  app.use(helmet({ contentSecurityPolicy: false }));
  app.get('/livez', (_req, res) => void res.json({ statut: 'OK' }));
  app.get('/readyz', (_req, res) => {
    const regions = directory.all().length;
    const ready = regions > 0;
    res
      .status(ready ? 200 : 503)
      .json({ statut: ready ? 'OK' : 'AUCUNE_REGION', regions, liste: admission.current().version });
  });
  app.use((_req, res, next) => {
    res.setHeader('x-inter-ror-contrat', empreinteContrat);
    next();
  });
  app.use('/graphql', shedLoad());
  app.use(api);
  app.use(
    (_req, res) =>
      void res.status(404).json(problem('ADRESSE_INCONNUE', 'Cette adresse n’existe pas : l’API est à /graphql.')),
  );
  app.use((err: Error, _req: Request, res: Response, _next: NextFunction) => {
    logger.error({ err }, 'erreur interne');
    res.status(500).json(problem('ERREUR_INTERNE', 'Erreur interne : le détail est dans le journal de la passerelle.'));
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
      o.onRefusal?.(refusal);
    },
  });
  let open: PublicAccess | undefined;
  const stop = async () => {
    await open?.close();
    guards.close();
    directory.close();
    agents.close();
  };
  try {
    const url = await server.listen(o.listen.port, o.listen.host);
    if (o.publicAccess !== undefined) {
      open = await startPublicAccess(o.publicAccess, o.identity, api);
      logger.info({ url: open.url }, 'accès public prêt : profil 0, sans certificat');
    }
    await Promise.race([directory.warmUp(), setTimeout(WARM_START_MS, undefined, { ref: false })]);
    logger.info({ url, regions: directory.all().length, contrat: empreinteContrat }, 'passerelle prête');
    return {
      url,
      ...(open === undefined ? {} : { publicUrl: open.url }),
      decisions: server.decisions,
      get regions() {
        return directory.all().length;
      },
      guards: () => guards.states(),
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

/** Tells of each reply of a region. */
function told(ask: AskRegion, onReply: NonNullable<GatewayOptions['onReply']>): AskRegion {
  return async (region, question, asker, timeoutMs) => {
    const reply = await ask(region, question, asker, timeoutMs);
    onReply(region.member.id, reply);
    return reply;
  };
}

function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function problem(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
