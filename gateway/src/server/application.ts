import { empreinteContrat } from '@inter-ror/exposure-model';
import { problem } from '@inter-ror/graphql-endpoint';
import type { SoapFacade } from '@inter-ror/soap-facade';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { noteArrival } from './arrivals.js';
import { shedLoad } from './load-shedding.js';

/** Exports passed through at once: they are long, and must not stand before searches. */
const DOWNLOADS_MAX = 32;

export interface ApplicationParts {
  logger: Logger;
  /** What `/readyz` tells; ready once there are regions to ask. */
  readiness(): { regions: number };
  /** What GraphQL and SOAP requests pass first. */
  before: RequestHandler[];
  soap: SoapFacade;
  exports: Router;
  api: Router;
}

/** HTTP of the gateway behind mutual TLS: GraphQL, SOAP, `/exports`, `/livez`, `/readyz`. */
export function createApplication({ logger, readiness, before, soap, exports, api }: ApplicationParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(noteArrival);
  app.use(helmet({ contentSecurityPolicy: false }));
  app.get('/livez', (_req, res) => void res.json({ statut: 'OK' }));
  app.get('/readyz', (_req, res) => {
    const told = readiness();
    const ready = told.regions > 0;
    res.status(ready ? 200 : 503).json({ statut: ready ? 'OK' : 'AUCUNE_REGION', ...told });
  });
  app.use((_req, res, next) => {
    res.setHeader('x-inter-ror-contrat', empreinteContrat);
    next();
  });
  app.use(['/graphql', '/soap'], ...before, shedLoad());
  app.use('/exports', shedLoad(DOWNLOADS_MAX));
  app.use('/soap', soap);
  app.use(exports, api);
  app.use(
    (_req, res) =>
      void res
        .status(404)
        .json(problem('ADRESSE_INCONNUE', 'Cette adresse n’existe pas : l’API est à /graphql, SOAP à /soap.')),
  );
  app.use((err: Error, _req: Request, res: Response, next: NextFunction) => {
    logger.error({ err }, 'erreur interne');
    if (res.headersSent) return next(err);
    res.status(500).json(problem('ERREUR_INTERNE', 'Erreur interne : le détail est dans le journal de la passerelle.'));
  });
  return app;
}
