import type { IncomingMessage, ServerResponse } from 'node:http';
import { Masques, type Profil } from '@inter-ror/access-policy';
import { AccessTrace } from '@inter-ror/audit';
import { empreinteContrat, schemaContrat } from '@inter-ror/exposure-model';
import { createGraphqlEndpoint } from '@inter-ror/graphql-endpoint';
import { memberOf } from '@inter-ror/mutual-tls';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import {
  type ContexteRequete,
  creerRepondreCompile,
  ErreurAdaptateur,
  nomGeneration,
  racine,
  VuesRequete,
} from '../graphql/index.js';
import type { AdapterOptions } from './adapter-options.js';
import { Askers } from './askers.js';
import { DEFAULT_QUERY } from './default-query.js';
import type { Bail } from './generations.js';
import type { Loads } from './loads.js';
import { problem } from './problem.js';

/** HTTP of one adapter: GraphQL at `/graphql`, `/livez`, `/readyz`; JSON for everything else. */
export function createApplication(options: AdapterOptions, loads: Loads): Express {
  const { logger, nom } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(helmet());
  app.use((_req, res, next) => {
    res.setHeader('x-inter-ror-contrat', empreinteContrat);
    next();
  });
  app.get('/livez', (_req, res) => void res.json({ statut: 'OK' }));
  app.get('/readyz', (_req, res) => sendReadiness(res, loads));

  const schema = schemaContrat();
  const baux = new WeakMap<IncomingMessage, Bail>();
  const askers = new Askers(options);
  const masques = new Masques(schema);
  app.use('/graphql', askers.members, (req, res, next) => {
    const bail = loads.generations.prendre();
    if (bail !== undefined) {
      baux.set(req, bail);
      res.once('close', () => bail.rendre());
    }
    next();
  });
  app.use(
    createGraphqlEndpoint<ContexteRequete>({
      schema,
      rootValue: racine,
      introspection: options.introspection ?? true,
      graphiql: { title: `inter-ror : ${nom}`, defaultQuery: DEFAULT_QUERY },
      authorize: (req, body) => askers.gateway(req, body),
      context: (req) => {
        const asker = askers.of(req);
        const { kind, id } = memberOf(req);
        const ofGateway = kind === 'gateway';
        const trace = options.onAccess && new AccessTrace();
        if (trace !== undefined) {
          const more = { requete: asker.requete, ...(ofGateway ? { via: id } : {}) };
          responseOf(req).once('close', () => options.onAccess?.(trace.event(asker, 'SERVI', more)));
        }
        return contexteDe(baux.get(req), asker.profil, { masques: ofGateway ? undefined : masques, trace }, options);
      },
      extensions: ({ masques, vues }, prepared) => masques?.extension(prepared, vues.acces.profil, vues.criteres),
      ...(options.moteur === 'graphql-js' ? { documentCacheBytes: 0 } : { surRequete: creerRepondreCompile(schema) }),
      onInternalError: (err, identifiantRequete) => logger.error({ err, identifiantRequete }, 'erreur interne'),
    }),
  );
  app.use((_req, res) => {
    res.status(404).json(problem('ADRESSE_INCONNUE', 'Cette adresse n’existe pas : GraphQL est à /graphql.'));
  });
  app.use((err: Error, _req: Request, res: Response, next: NextFunction) => {
    logger.error({ err }, 'erreur interne');
    if (res.headersSent) return next(err);
    res.status(500).json(problem('ERREUR_INTERNE', 'Erreur interne : le détail est dans le journal de l’adaptateur.'));
  });
  return app;
}

/** The answer of a request: express joins them. */
function responseOf(req: IncomingMessage): ServerResponse {
  return (req as IncomingMessage & { res: ServerResponse }).res;
}

function contexteDe(
  bail: Bail | undefined,
  profil: Profil,
  { masques, trace }: { masques: Masques | undefined; trace: AccessTrace | undefined },
  { nom, pointsDeCommune }: AdapterOptions,
): ContexteRequete {
  if (bail === undefined) {
    throw new ErreurAdaptateur(
      'AUCUNE_GENERATION',
      `${nom} : aucun export n’est encore chargé, il n’y a rien à servir. Réessayez quand /readyz répond 200.`,
    );
  }
  const generation = bail.generation.vue(profil);
  return {
    generation,
    vues: new VuesRequete(generation),
    pointsConfigures: pointsDeCommune ?? new Map(),
    ...(masques === undefined ? {} : { masques }),
    ...(trace === undefined ? {} : { trace }),
  };
}

function sendReadiness(res: Response, loads: Loads): void {
  const info = loads.generations.courante?.lecteur.info;
  const dernierEchec = loads.dernierEchec;
  if (info === undefined) {
    res.status(503).json({ statut: 'AUCUNE_GENERATION', raison: 'Aucun export n’est encore chargé.', dernierEchec });
  } else {
    const { date, nombreOffres } = info;
    res.json({ statut: 'OK', generation: nomGeneration(info), date, nombreOffres, dernierEchec });
  }
}
