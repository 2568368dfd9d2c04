import { createReadStream, openSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type AccessTrace, type AuditEvent, traceDownload } from '@inter-ror/audit';
import { identityOfRequest, problem } from '@inter-ror/graphql-endpoint';
import { memberOf } from '@inter-ror/mutual-tls';
import express, { type Response, type Router } from 'express';
import type { Logger } from 'pino';
import type { ExportPublic, PublicExport } from '../export/index.js';
import type { AdapterOptions } from './adapter-options.js';
import type { Loads } from './loads.js';

/** A file read so slowly is given up. */
const DOWNLOAD_MAX_MS = 3_600_000;
/** Time for the first writing of the file: the largest region takes seconds. */
const RETRY_AFTER_S = '10';

/**
 * The open-data file of the region, to any listed member: `public.json` tells it, `public.xml.gz` gives it. Nothing in
 * it is hidden from anybody, so nobody's profile is asked.
 */
export function exportRoute(
  exports: PublicExport,
  loads: Loads,
  { codes, logger, onAccess }: Pick<AdapterOptions, 'codes' | 'logger' | 'onAccess'>,
): Router {
  const route = express.Router();
  route.get('/export/public.json', (_req, res) => {
    if (loads.generations.courante === undefined) return void sendNothing(res);
    const disponible = exports.disponible();
    if (disponible !== undefined) return void res.json({ statut: 'OK', codes, ...shown(disponible) });
    res.status(202).setHeader('retry-after', RETRY_AFTER_S).json({ statut: 'EN_PREPARATION', codes });
  });
  route.get('/export/public.xml.gz', (req, res, next) => {
    if (req.method === 'GET') {
      traceDownload(res, codes, (trace, decision) => onAccess?.(downloadEvent(req, trace, decision)));
    }
    void sendFile(exports, res, req.method === 'HEAD', codes, logger).catch(next);
  });
  return route;
}

async function sendFile(
  exports: PublicExport,
  res: Response,
  headOnly: boolean,
  codes: readonly string[],
  logger: Logger,
): Promise<void> {
  const found = await exports.obtenir();
  if (found === undefined) return sendNothing(res);
  // Opened before anything is told: a file replaced meanwhile is read to its end.
  const fd = openSync(found.fichier, 'r');
  const file = createReadStream('', { fd });
  res.setHeader('content-type', 'application/gzip');
  res.setHeader('content-length', found.octets);
  res.setHeader('etag', `"${found.sha256}"`);
  res.setHeader('last-modified', new Date(found.ecritLe).toUTCString());
  res.setHeader('content-disposition', `attachment; filename="ror-${codes.join('-')}-public.xml.gz"`);
  if (headOnly) {
    file.destroy();
    res.end();
    return;
  }
  const timer = setTimeout(() => res.destroy(), DOWNLOAD_MAX_MS).unref();
  try {
    await pipeline(file, res);
  } catch (err) {
    logger.info({ err }, 'export public : téléchargement interrompu');
  } finally {
    clearTimeout(timer);
  }
}

function shown({ generation, date, ecritLe, octets, sha256 }: ExportPublic): ExportPublic {
  return { generation, date, ecritLe, octets, sha256 };
}

function downloadEvent(req: IncomingMessage, trace: AccessTrace, decision: string): AuditEvent {
  const { id, profile } = memberOf(req);
  const asker = { membre: id, profil: profile ?? -1, role: null };
  return trace.event(asker, decision, { requete: identityOfRequest(req).id });
}

function sendNothing(res: Response): void {
  res.locals.refusal = 'AUCUNE_GENERATION';
  res.status(503).json(problem('AUCUNE_GENERATION', 'Aucun export n’est encore chargé : il n’y a rien à publier.'));
}
