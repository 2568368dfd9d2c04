import type { IncomingMessage, RequestListener } from 'node:http';
import { type ClientHttp2Session, connect as connectHttp2, type OutgoingHttpHeaders } from 'node:http2';
import { Agent, request } from 'node:https';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import {
  AdmissionBox,
  type AdmissionSource,
  buildSnapshot,
  createMutualTlsServer,
  fingerprintOf,
  type Member,
  type MutualTlsServerOptions,
  type Refusal,
  type SnapshotEntry,
  type TlsIdentity,
} from '../../src/index.js';

const HOUR = 3_600_000;

export function member(id: string, more: Partial<Member> = {}): Member {
  return { id, kind: 'consumer', label: id, regionCodes: [], endpoints: [], profile: 1, perimeter: ['*'], ...more };
}

export function entry(
  who: Member,
  identities: TlsIdentity | TlsIdentity[],
  more: Partial<SnapshotEntry['certificates'][number]> = {},
): SnapshotEntry {
  return {
    member: who,
    certificates: [identities].flat().map((identity) => ({
      fingerprint: fingerprintOf(identity.cert),
      uses: ['client', 'server'],
      slot: 'current',
      notBefore: 0,
      notAfter: Date.now() + HOUR,
      ...more,
    })),
  };
}

export function snapshot(entries: SnapshotEntry[], expires = Date.now() + HOUR, version = 1) {
  return buildSnapshot({ version, instance: 'TEST', expires, entries });
}

export const box = (...entries: SnapshotEntry[]) => new AdmissionBox(snapshot(entries));

/** A listener on a free port, with what it refused and how many requests reached its handler. */
export async function listener(
  identity: TlsIdentity,
  source: AdmissionSource,
  more: Partial<MutualTlsServerOptions> & { handler?: RequestListener } = {},
) {
  const refusals: Refusal[] = [];
  let served = 0;
  const { handler = (_req, res) => res.end('served'), ...options } = more;
  const server = createMutualTlsServer({
    identity,
    source,
    accepts: ['consumer', 'gateway', 'region', 'authority'],
    handler: (req, res) => {
      served++;
      handler(req, res);
    },
    onRefusal: (refusal) => refusals.push(refusal),
    ...options,
  });
  const url = await server.listen(0, '127.0.0.1');
  return {
    server,
    url,
    port: Number(new URL(url).port),
    refusals,
    get served() {
      return served;
    },
  };
}

/** A client that enforces nothing of ours: what an attacker, or a member with any HTTPS library, would use. */
export function bareAgent(identity: Partial<TlsIdentity>, more: ConnectionOptions = {}): Agent {
  return new Agent({ ...mutable(identity), checkServerIdentity: () => undefined, keepAlive: true, ...more });
}

export function ask(
  url: string,
  agent: Agent,
  headers: Record<string, string> = {},
  sent?: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers, method: sent === undefined ? 'GET' : 'POST' }, (res: IncomingMessage) => {
      let body = '';
      res.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      res.on('end', () => resolve({ status: res.statusCode ?? 0, body }));
      res.on('error', reject);
    })
      .on('error', reject)
      .end(sent);
  });
}

/** The code of the error by which asking fails, or the status when it does not. */
export function outcome(url: string, agent: Agent): Promise<string> {
  return outcomeOf(ask(url, agent));
}

export async function outcomeOf(asked: Promise<{ status: number }>): Promise<string> {
  try {
    return String((await asked).status);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** An HTTP/2 session of a client that enforces nothing of ours. */
export function http2Session(url: string, identity: Partial<TlsIdentity>): ClientHttp2Session {
  const session = connectHttp2(url, { ...mutable(identity), checkServerIdentity: () => undefined });
  session.on('error', () => {});
  return session;
}

/** One HTTP/2 request; `ended` tells how: the whole body, or the code of the error. */
export function http2Ask(session: ClientHttp2Session, headers: OutgoingHttpHeaders = {}) {
  const stream = session.request({ ':path': '/', ...headers });
  let body = '';
  let status = 0;
  stream.on('response', (received) => {
    status = Number(received[':status']);
  });
  stream.setEncoding('utf8').on('data', (chunk) => {
    body += chunk;
  });
  const ended = new Promise<string>((resolve) => {
    let failure: string | undefined;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      failure = error.code ?? error.message;
    });
    let whole = false;
    stream.on('end', () => {
      whole = true;
    });
    stream.on('close', () => resolve(failure ?? (whole && stream.rstCode === 0 ? body : `RST_${stream.rstCode}`)));
  });
  return {
    stream,
    ended,
    get body() {
      return body;
    },
    get status() {
      return status;
    },
  };
}

/** A raw TLS connection; `closed` resolves with the instant of its end. */
export function rawConnection(port: number, identity: Partial<TlsIdentity>, more: ConnectionOptions = {}) {
  const socket: TLSSocket = connect({
    ...mutable(identity),
    host: '127.0.0.1',
    port,
    checkServerIdentity: () => undefined,
    ...more,
  });
  socket.on('error', () => {});
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(Date.now())));
  const secured = new Promise<void>((resolve) => socket.once('secureConnect', resolve));
  return {
    socket,
    closed,
    secured,
    get received() {
      return received;
    },
  };
}

export async function until(condition: () => boolean, ms = 3_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not so after ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function mutable({ ca, ...identity }: Partial<TlsIdentity>) {
  return { ...identity, ...(ca && { ca: [...ca] }) };
}
