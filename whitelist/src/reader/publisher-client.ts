import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { type AdmissionSource, MutualTlsAgents, type TlsIdentity } from '@inter-ror/mutual-tls';
import { AUTHORITY, HEARTBEAT_HEADER, MAX_HEARTBEAT_BYTES, MAX_LIST_BYTES } from '../document/index.js';

const ANSWER_MS = 10_000;
const MAX_EVENT_CHARACTERS = 4 * MAX_HEARTBEAT_BYTES;

/** What a pull brings back. */
export interface Pulled {
  /** The published list, unless it is the one of the tag given. */
  readonly list: Buffer | undefined;
  readonly tag: string | undefined;
  readonly heartbeat: string | undefined;
}

/** What a reader tells the publisher once a version is in force. */
export interface Acknowledgement {
  readonly version: number;
  readonly digest: string;
  /** ISO 8601. */
  readonly appliedAt: string;
}

/** Speaks to those who publish the list, one address after the other: a failure passes to the next one. */
export class PublisherClient {
  readonly #agents: MutualTlsAgents;
  #rank = 0;

  /**
   * @param pins the authority's servers and nothing else, see `authorityPins`
   * @param reader distinguishes the processes of one member
   */
  constructor(
    identity: TlsIdentity,
    private readonly pins: AdmissionSource,
    private readonly reader: string,
  ) {
    this.#agents = new MutualTlsAgents({ identity, source: pins });
  }

  /** @throws Error of the network, or naming the status received */
  async pull(tag: string | undefined): Promise<Pulled> {
    const headers = tag === undefined ? {} : { 'if-none-match': tag };
    const res = await this.#ask('GET', '/whitelist', headers, AbortSignal.timeout(ANSWER_MS));
    const body = await readAll(res, MAX_LIST_BYTES);
    if (res.statusCode !== 200 && res.statusCode !== 304) throw unexpected(res, body);
    const heartbeat = res.headers[HEARTBEAT_HEADER];
    return {
      list: res.statusCode === 200 ? body : undefined,
      tag: res.headers.etag,
      heartbeat: typeof heartbeat === 'string' ? heartbeat : undefined,
    };
  }

  /**
   * Listens to the heartbeats pushed, until the stream ends or is silent for `silenceMs`.
   * @throws Error of the network, or naming the status received
   */
  async listen(onHeartbeat: (compact: string) => void, silenceMs: number, signal: AbortSignal): Promise<void> {
    const path = `/whitelist/stream?reader=${this.reader}`;
    const res = await this.#ask('GET', path, { accept: 'text/event-stream' }, signal, silenceMs);
    if (res.statusCode !== 200) throw unexpected(res, await readAll(res, 64 * 1024));
    let pending = '';
    for await (const chunk of res.setEncoding('utf8')) {
      pending += chunk;
      const events = pending.split('\n\n');
      pending = events.pop()!;
      if (pending.length > MAX_EVENT_CHARACTERS)
        throw new Error('Le serveur de publication envoie un événement trop long.');
      for (const event of events) {
        const data = /^event: heartbeat\ndata: (.+)$/.exec(event)?.[1];
        if (data !== undefined) onHeartbeat(data);
      }
    }
  }

  /** @throws Error of the network, or naming the status received */
  async acknowledge(acknowledgement: Acknowledgement): Promise<void> {
    const body = JSON.stringify({ ...acknowledgement, reader: this.reader });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const res = await this.#ask('POST', '/whitelist/ack', headers, AbortSignal.timeout(ANSWER_MS), 0, body);
    const answer = await readAll(res, 64 * 1024);
    if (res.statusCode !== 204) throw unexpected(res, answer);
  }

  /** Asks under another certificate from now on. @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void {
    this.#agents.renew(identity);
  }

  close(): void {
    this.#agents.close();
  }

  async #ask(
    method: string,
    path: string,
    headers: OutgoingHttpHeaders,
    signal: AbortSignal,
    silenceMs = 0,
    body?: string,
  ): Promise<IncomingMessage> {
    const addresses = this.pins.current().members[0]?.endpoints ?? [];
    const address = addresses[this.#rank % addresses.length];
    if (address === undefined) {
      throw new Error(
        'La liste blanche ne donne pas l’adresse de l’autorité : donnez-la par « listeBlanche.publication ».',
      );
    }
    try {
      const agent = this.#agents.agentFor(AUTHORITY);
      const res = await new Promise<IncomingMessage>((resolve, reject) => {
        const req = request(new URL(path, address), { method, agent, headers, signal }, resolve);
        req.on('error', reject);
        if (silenceMs > 0) {
          req.setTimeout(silenceMs, () => req.destroy(new Error(`${address} se tait depuis ${silenceMs / 1_000} s.`)));
        }
        req.end(body);
      });
      if (res.statusCode! >= 500) this.#rank++;
      return res;
    } catch (error) {
      this.#rank++;
      throw error;
    }
  }
}

async function readAll(res: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of res as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`Le serveur de publication envoie plus de ${maxBytes} octets.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unexpected(res: IncomingMessage, body: Buffer): Error {
  const said = body.toString('utf8', 0, 300);
  return new Error(`Le serveur de publication de la liste répond ${res.statusCode} : ${said}`);
}
