import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type AccessTrace, traceDownload } from '@inter-ror/audit';
import { identityOfRequest, problem } from '@inter-ror/graphql-endpoint';
import type { Member, MutualTlsAgents } from '@inter-ror/mutual-tls';
import express, { type Response, type Router } from 'express';
import type { Logger } from 'pino';
import { describeExport, type LigneExport, openExport } from './region-export.js';

/** Regions are asked once for all those who ask within so long. */
const KEPT_MS = 10_000;
const DOWNLOAD_MAX_MS = 3_600_000;

/**
 * The open data of the nation: `GET /exports` lists the public export of each region, `/exports/CODES.xml.gz` passes
 * one through. All of it is public: nobody's profile is asked.
 * @param tell told of each download once it has ended, whole or not
 */
export function exportRoutes(
  members: () => readonly Member[],
  agents: MutualTlsAgents,
  logger: Logger,
  tell: (req: IncomingMessage, trace: AccessTrace, decision: string) => void,
): Router {
  let list: { at: number; lines: Promise<LigneExport[]> } | undefined;
  const lines = (): Promise<LigneExport[]> => {
    if (list === undefined || performance.now() - list.at > KEPT_MS) {
      const asked = Promise.all(members().map((member) => describeExport(member, agents)));
      list = { at: performance.now(), lines: asked };
    }
    return list.lines;
  };
  const route = express.Router();
  route.get('/exports', (_req, res, next) => {
    lines().then((exports) => res.json({ format: 'CSD 2.4', profil: 0, exports }), next);
  });
  route.get('/exports/:file', (req, res, next) => {
    const member = members().find((m) => `${m.regionCodes.join('-')}.xml.gz` === req.params.file);
    if (member === undefined) {
      refuse(res, 404, 'ADRESSE_INCONNUE', 'Aucune région n’a cet export : /exports en donne la liste.');
      return;
    }
    const method = req.method === 'HEAD' ? 'HEAD' : 'GET';
    if (method === 'GET') traceDownload(res, member.regionCodes, (trace, decision) => tell(req, trace, decision));
    const opened = openExport(member, agents, method, identityOfRequest(req).id);
    passThrough(member, opened, res, logger).catch(next);
  });
  return route;
}

async function passThrough(
  member: Member,
  opened: Promise<IncomingMessage>,
  res: Response,
  logger: Logger,
): Promise<void> {
  try {
    const file = await opened;
    if (file.statusCode !== 200) {
      file.destroy();
      throw new Error(`la région répond ${file.statusCode}`);
    }
    res.setHeader('content-type', 'application/gzip');
    for (const name of ['content-length', 'etag', 'last-modified', 'content-disposition']) {
      const value = file.headers[name];
      if (value !== undefined) res.setHeader(name, value);
    }
    const timer = setTimeout(() => res.destroy(), DOWNLOAD_MAX_MS).unref();
    await pipeline(file, res).finally(() => clearTimeout(timer));
  } catch (err) {
    logger.warn({ err, region: member.id }, 'export de région non transmis');
    if (res.headersSent) return;
    refuse(res, 502, 'EXPORT_INDISPONIBLE', `${member.label} ne donne pas son export : réessayez plus tard.`);
  }
}

function refuse(res: Response, status: number, code: string, message: string): void {
  res.locals.refusal = code;
  res.status(status).json(problem(code, message));
}
