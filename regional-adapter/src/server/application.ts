import type { IncomingMessage, ServerResponse } from 'node:http';
import { Masques, type Profil } from '@inter-ror/access-policy';
import { ANSWERED_PROFILE_HEADER } from '@inter-ror/asker';
import { AccessTrace } from '@inter-ror/audit';
import { empreinteContrat, schemaContrat } from '@inter-ror/exposure-model';
import { createGraphqlEndpoint, logAnswers, type OnInternalError, problem } from '@inter-ror/graphql-endpoint';
import { memberOf } from '@inter-ror/mutual-tls';
import type { NationClient } from '@inter-ror/nation-client';
import { STATE_HEADER } from '@inter-ror/region-state';
import { createSoapFacade } from '@inter-ror/soap-facade';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import helmet from 'helmet';
import {
  type ContexteRequete,
  creerRepondreCompile,
  ErreurAdaptateur,
  type LireQualite,
  nomGeneration,
  racine,
  VuesRequete,
} from '../graphql/index.js';
import { portsSoap } from '../soap/index.js';
import type { AdapterOptions } from './adapter-options.js';
import { Askers } from './askers.js';
import { DEFAULT_QUERY } from './default-query.js';
import type { Bail } from './generations.js';
import type { Loads } from './loads.js';

/** Readiness is told to any listed member, whatever its profile: it counts what everybody sees. */
const PUBLIC: Profil = 0;

/**
 * HTTP of one adapter: GraphQL at `/graphql`, SOAP at `/soap`, `/livez`, `/readyz`; JSON for everything else.
 *
 * @param nation for the searches that name other regions
 * @param beside what is served beside GraphQL, whoever asks
 * @param qualite the indicators of the generation in force
 */
export function createApplication(
  options: AdapterOptions,
  loads: Loads,
  nation: NationClient,
  beside: readonly Router[],
  qualite: LireQualite,
): Express {
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
  for (const routes of beside) app.use(routes);

  const schema = schemaContrat();
  const baux = new WeakMap<IncomingMessage, Bail>();
  const askers = new Askers(options);
  const masques = new Masques(schema);
  const logged = logAnswers(logger, (req) => askers.nameOf(req), options.traces);
  const hold: RequestHandler = (req, res, next) => {
    const bail = loads.generations.prendre();
    if (bail !== undefined) {
      baux.set(req, bail);
      res.once('close', () => bail.rendre());
    }
    next();
  };
  const onInternalError: OnInternalError = (err, identifiantRequete) =>
    logger.error({ err, identifiantRequete }, 'erreur interne');
  /** What a request is answered from; its journal is written once it is answered. */
  const contextOf = (req: IncomingMessage, told: Masques | undefined) => {
    const asker = askers.of(req);
    const { kind, id } = memberOf(req);
    const viaPasserelle = kind === 'gateway';
    const trace = options.onAccess && new AccessTrace();
    if (trace !== undefined) {
      const more = { requete: asker.requete, ...(viaPasserelle ? { via: id } : {}) };
      responseOf(req).once('close', () => options.onAccess?.(trace.event(asker, 'SERVI', more)));
    }
    const journal = { masques: viaPasserelle ? undefined : told, trace, qualite };
    const contexte = contexteDe(baux.get(req), asker.profil, journal, options);
    if (viaPasserelle) responseOf(req).setHeader(STATE_HEADER, contexte.generation.etat);
    return { asker, viaPasserelle, trace, contexte };
  };
  app.use('/graphql', logged, askers.members, hold);
  app.use(
    createGraphqlEndpoint<ContexteRequete>({
      schema,
      rootValue: racine,
      introspection: options.introspection ?? true,
      graphiql: { title: `inter-ror : ${nom}`, defaultQuery: DEFAULT_QUERY },
      authorize: (req, body) => {
        const refusal = askers.gateway(req, body);
        if (refusal === undefined && memberOf(req).kind === 'gateway') {
          responseOf(req).setHeader(ANSWERED_PROFILE_HEADER, askers.of(req).profil);
        }
        return refusal;
      },
      context: (req) => contextOf(req, masques).contexte,
      extensions: ({ masques, vues }, prepared) => masques?.extension(prepared, vues.acces.profil, vues.criteres),
      ...(options.moteur === 'graphql-js' ? { documentCacheBytes: 0 } : { surRequete: creerRepondreCompile(schema) }),
      onInternalError,
    }),
  );
  const ports = portsSoap({
    codes: options.codes,
    nation,
    recognise: (req, corps, entetes) => {
      const asker = askers.claiming(req, corps.toString('utf8'), entetes ?? req.headers);
      return 'code' in asker ? { refus: asker } : contextOf(req, undefined);
    },
    refuse: (req, code) => askers.refused(req, code),
    onInternalError,
  });
  app.use('/soap', logged, hold, createSoapFacade({ ports, onInternalError }));
  app.use((_req, res) => {
    res
      .status(404)
      .json(problem('ADRESSE_INCONNUE', 'Cette adresse n’existe pas : GraphQL est à /graphql, SOAP à /soap.'));
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
  { masques, trace, qualite }: { masques: Masques | undefined; trace: AccessTrace | undefined; qualite: LireQualite },
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
    qualite,
    ...(masques === undefined ? {} : { masques }),
    ...(trace === undefined ? {} : { trace }),
  };
}

function sendReadiness(res: Response, loads: Loads): void {
  const generation = loads.generations.courante;
  const dernierEchec = loads.dernierEchec;
  if (generation === undefined) {
    res.status(503).json({ statut: 'AUCUNE_GENERATION', raison: 'Aucun export n’est encore chargé.', dernierEchec });
  } else {
    const { info } = generation.lecteur;
    const nombreOffres = generation.vue(PUBLIC).index.taille;
    res.json({ statut: 'OK', generation: nomGeneration(info), date: info.date, nombreOffres, dernierEchec });
  }
}
