import {
  type AdmissionSource,
  createMutualTlsServer,
  createRefusalLog,
  fingerprintOf,
  type RefusalLogger,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import { Authority, authorityFiles, heldSigningKey } from '../authority/index.js';
import { signHeartbeat, WhitelistError } from '../document/index.js';
import { AckBook } from './acks.js';
import { CurrentList } from './current-list.js';
import { createPublisherHandler } from './handler.js';
import { renewWhenNeeded } from './renewal.js';
import { Streams } from './streams.js';

const LONGEST_HEARTBEAT_MS = 30_000;

/** What the publisher logs to (pino has it). */
export interface PublisherLogger extends RefusalLogger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface PublisherOptions {
  /** Folder of the authority, with its online signing key. */
  authorityDir: string;
  listen: { host: string; port: number };
  /** Certificate and key of a listed member of kind `authority`. */
  identity: TlsIdentity;
  logger: PublisherLogger;
  /** Streams of heartbeats that one member may keep open. @default 16 */
  maxStreamsPerMember?: number;
}

export interface Publisher {
  /** `https://host:port` */
  readonly url: string;
  /** The list published, as any listener follows it. */
  readonly admission: AdmissionSource;
  /** Presents another certificate from now on. @throws MutualTlsError `ERR_IDENTITY`, WhitelistError `REFUSED` */
  renew(identity: TlsIdentity): void;
  close(): Promise<void>;
}

/**
 * Publishes the list of an authority's folder to the members, under mutual TLS: pull, push of heartbeats and versions,
 * acknowledgements. Renews the list before its end. Any process may change the authority meanwhile.
 * @throws WhitelistError when the folder, its list or our own entry is not as it must be
 */
export async function startPublisher(o: PublisherOptions): Promise<Publisher> {
  const authority = Authority.open(o.authorityDir);
  const files = authorityFiles(o.authorityDir);
  const onError = (err: Error) => o.logger.error({ err }, 'publication de la liste blanche');
  const renewal = await renewWhenNeeded(authority, files, onError);
  const streams = new Streams();
  const current = new CurrentList(files, announce, onError);
  const acks = new AckBook(o.authorityDir, onError);
  let heartbeat: { compact: string; version: number; until: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let { identity } = o;

  /** Signed by the key that signed the list: the readers know it. */
  function sign(): string {
    let key = heldSigningKey(files, [current.list.state.kid]);
    if (key === undefined) {
      // The key has just been replaced, with the list that it signs.
      current.look();
      key = heldSigningKey(files, [current.list.state.kid]);
    }
    if (key === undefined)
      throw new WhitelistError('FILE', `${files.signingKey} n’est pas la clé qui a signé la liste.`);
    const { document, state } = current.list;
    const maxAgeMs = document.heartbeatMaxAge * 1_000;
    const now = Date.now();
    const compact = signHeartbeat(
      {
        schema: 1,
        instance: document.instance,
        version: document.version,
        digest: state.digest,
        issuedAt: new Date(now).toISOString(),
        expires: new Date(now + maxAgeMs).toISOString(),
      },
      key.kid,
      key.privateKey,
    );
    heartbeat = { compact, version: document.version, until: now + intervalOf(maxAgeMs) / 2 };
    return compact;
  }

  /** A heartbeat for who asks: signed a moment ago, or now. */
  function recent(): string {
    const kept = heartbeat;
    if (kept?.version === current.list.document.version && Date.now() < kept.until) return kept.compact;
    return sign();
  }

  function announce(): void {
    const { version } = current.list.document;
    beat();
    try {
      checkOwnEntry(current, identity);
    } catch (error) {
      onError(error as Error);
    }
    acks.keepOnly(new Set(current.list.snapshot.members.map(({ id }) => id)));
    o.logger.info({ version }, 'liste blanche annoncée aux membres');
  }

  function beat(): void {
    clearTimeout(timer);
    try {
      streams.broadcast(sign());
    } catch (error) {
      onError(error as Error);
    }
    timer = setTimeout(beat, intervalOf(current.list.document.heartbeatMaxAge * 1_000)).unref();
  }

  try {
    checkOwnEntry(current, identity);
    const server = createMutualTlsServer({
      identity,
      source: current.admission,
      accepts: ['region', 'gateway', 'consumer', 'authority'],
      handler: createPublisherHandler({
        current,
        acks,
        streams,
        heartbeat: recent,
        maxStreamsPerMember: o.maxStreamsPerMember ?? 16,
        onError,
      }),
      onRefusal: createRefusalLog(o.logger),
    });
    const url = await server.listen(o.listen.port, o.listen.host);
    beat();
    o.logger.info({ url, version: current.list.document.version }, 'publication de la liste blanche ouverte');
    return {
      url,
      admission: current.admission,
      renew(next) {
        checkOwnEntry(current, next);
        server.renew(next);
        identity = next;
      },
      async close() {
        stop();
        streams.close();
        await server.close(200);
        acks.close();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }

  function stop(): void {
    clearTimeout(timer);
    renewal.stop();
    current.close();
  }
}

function intervalOf(maxAgeMs: number): number {
  return Math.min(maxAgeMs / 2, LONGEST_HEARTBEAT_MS);
}

/** @throws WhitelistError `REFUSED` */
function checkOwnEntry(current: CurrentList, identity: TlsIdentity): void {
  const own = current.list.snapshot.certificate(fingerprintOf(identity.cert), 'server');
  if (own?.member.kind === 'authority') return;
  throw new WhitelistError(
    'REFUSED',
    'Le certificat du serveur de publication n’est pas celui d’un membre « authority » de la liste : ' +
      'inscrivez-le (inter-ror whitelist enroll --kind authority), puis approuvez-le.',
  );
}
