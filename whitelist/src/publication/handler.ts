import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { fingerprintOf, memberOf, peerCertificate } from '@inter-ror/mutual-tls';
import { z } from 'zod';
import { HEARTBEAT_HEADER, parseJson } from '../document/index.js';
import type { AckBook } from './acks.js';
import type { CurrentList } from './current-list.js';
import type { Streams } from './streams.js';

const BASE = 'https://publisher';
const MAX_ACK_BYTES = 4 * 1024;
const readerId = z.string().regex(/^[0-9a-f-]{1,64}$/);
const told = z.strictObject({
  version: z.int().min(1),
  digest: z.string().max(64),
  appliedAt: z.iso.datetime(),
  reader: readerId,
});

export interface PublisherParts {
  current: CurrentList;
  acks: AckBook;
  streams: Streams;
  /** A heartbeat for the list in force, compact. */
  heartbeat(): string;
  maxStreamsPerMember: number;
  onError(error: Error): void;
}

/** The four doors of the publisher. */
export function createPublisherHandler(p: PublisherParts): RequestListener {
  const routes: Record<string, (req: IncomingMessage, res: ServerResponse, url: URL) => void | Promise<void>> = {
    'GET /whitelist': (req, res) => sendList(p, req, res),
    'GET /whitelist/stream': (req, res, url) => openStream(p, req, res, url),
    'POST /whitelist/ack': (req, res) => takeAck(p, req, res),
    'GET /whitelist/acks': (req, res) => sendAcks(p, req, res),
  };
  return (req, res) => {
    const url = URL.canParse(req.url ?? '', BASE) ? new URL(req.url ?? '', BASE) : undefined;
    const route = url && routes[`${req.method} ${url.pathname}`];
    if (url === undefined || route === undefined) {
      say(res, 404, 'Adresse inconnue : GET /whitelist, GET /whitelist/stream ou POST /whitelist/ack.');
      return;
    }
    Promise.resolve()
      .then(() => route(req, res, url))
      .catch((error: Error) => {
        p.onError(error);
        if (res.headersSent) res.destroy();
        else say(res, 500, 'La publication a échoué : réessayez, ou prévenez l’autorité.');
      });
  };
}

function sendList({ current, heartbeat }: PublisherParts, req: IncomingMessage, res: ServerResponse): void {
  const headers = { etag: current.tag, 'cache-control': 'no-cache', [HEARTBEAT_HEADER]: heartbeat() };
  if (req.headers['if-none-match'] === current.tag) {
    res.writeHead(304, headers).end();
    return;
  }
  const { bytes } = current;
  res.writeHead(200, { ...headers, 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
}

function openStream(p: PublisherParts, req: IncomingMessage, res: ServerResponse, url: URL): void {
  const member = memberOf(req).id;
  const reader = readerId.safeParse(url.searchParams.get('reader'));
  if (!reader.success) {
    say(res, 400, '« reader » manque, ou n’est pas un identifiant hexadécimal.');
    return;
  }
  if (p.streams.countOf(member) >= p.maxStreamsPerMember) {
    say(res, 429, `Le membre ${member} a déjà ${p.maxStreamsPerMember} écoute(s) ouverte(s) : relisez GET /whitelist.`);
    return;
  }
  const who = { member, reader: reader.data };
  p.streams.open(res, who, p.heartbeat(), () =>
    p.acks.connection(member, who.reader, p.streams.has(member, who.reader)),
  );
  p.acks.connection(member, who.reader, true);
}

async function takeAck(p: PublisherParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await readBody(req);
  const parsed = body === undefined ? undefined : told.safeParse(parseJsonOrNothing(body));
  if (!parsed?.success) {
    say(res, 400, 'Accusé illisible : version, digest, appliedAt et reader sont attendus.');
    return;
  }
  const { version, digest, appliedAt, reader } = parsed.data;
  const member = memberOf(req).id;
  const publication = p.current.publicationOf(version);
  if (publication?.digest !== digest) {
    const ours = p.current.list.document.version;
    if (publication !== undefined)
      p.onError(new Error(`Le membre ${member} applique sous la version ${version} une autre liste que la nôtre.`));
    else if (version > ours)
      p.onError(
        new Error(
          `Le membre ${member} applique la version ${version}, plus récente que la nôtre (${ours}) : si ce dossier vient ` +
            'd’une sauvegarde, prenez sa liste (inter-ror whitelist restore --list).',
        ),
      );
    say(res, 409, `La version ${version} de cette empreinte n’a pas été publiée ici.`);
    return;
  }
  const now = Date.now();
  const ms = Math.max(0, now - publication.issuedAt);
  p.acks.record(
    {
      member,
      reader,
      version,
      digest,
      ...fingerprintOfPeer(req),
      appliedAt,
      receivedAt: new Date(now).toISOString(),
      ms,
    },
    p.streams.has(member, reader),
  );
  res.writeHead(204).end();
}

function fingerprintOfPeer({ socket }: IncomingMessage): { fingerprint?: string } {
  const certificate = peerCertificate(socket as TLSSocket);
  return certificate === undefined ? {} : { fingerprint: fingerprintOf(certificate) };
}

function sendAcks({ acks }: PublisherParts, req: IncomingMessage, res: ServerResponse): void {
  const { id, kind } = memberOf(req);
  if (kind !== 'authority') {
    say(res, 403, `Le membre ${id} est de nature « ${kind} » ; les accusés ne sont lus que par l’autorité.`);
    return;
  }
  res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify({ schema: 1, acks: acks.all }));
}

async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ACK_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJsonOrNothing(body: Buffer): unknown {
  try {
    return parseJson(body, 'l’accusé');
  } catch {
    return undefined;
  }
}

function say(res: ServerResponse, status: number, message: string): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify({ errors: [{ message }] }));
}
