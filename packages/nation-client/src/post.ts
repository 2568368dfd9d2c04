import { type Agent, request } from 'node:https';

import { EventReader } from './event-reader.js';

const BYTES_MAX = 32 * 1024 * 1024;

interface PostOptions {
  agent: Agent;
  timeoutMs: number;
  headers: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Asks for server-sent events, and is told of those that come before the answer. */
  onEvent?: (event: string, data: string) => void;
}

/** What came back. */
export interface Posted {
  text: string;
  contrat: string | null;
}

/** Posts JSON and gives the text of the answer, whatever its HTTP status: GraphQL errors are in the body. */
export function post(url: string, body: string, o: PostOptions): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const req = request(url, {
      method: 'POST',
      agent: o.agent,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        accept: o.onEvent === undefined ? 'application/json' : 'text/event-stream, application/json',
        ...o.headers,
      },
      ...(o.signal === undefined ? {} : { signal: o.signal }),
    });
    // A request that still waits for its socket reports its end only with the socket.
    const timer = setTimeout(() => {
      reject(new Error(`pas de réponse en ${o.timeoutMs} ms`));
      req.destroy();
    }, o.timeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    req.on('error', fail);
    req.on('response', (res) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const events = res.headers['content-type']?.startsWith('text/event-stream')
        ? new EventReader(o.onEvent ?? (() => {}))
        : undefined;
      res.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        try {
          if (bytes > BYTES_MAX) throw new Error(`la réponse dépasse ${BYTES_MAX} octets`);
          if (events === undefined) chunks.push(chunk);
          else events.read(chunk);
        } catch (e) {
          fail(e as Error);
          res.destroy();
        }
      });
      res.on('error', fail);
      res.on('aborted', () => fail(new Error('réponse coupée')));
      res.on('end', () => {
        clearTimeout(timer);
        if (events !== undefined && events.answer === undefined) return fail(new Error('réponse coupée'));
        const contrat = res.headers['x-inter-ror-contrat'];
        resolve({
          text: events?.answer ?? Buffer.concat(chunks).toString('utf8'),
          contrat: typeof contrat === 'string' ? contrat : null,
        });
      });
    });
    req.end(body);
  });
}
