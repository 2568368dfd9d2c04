import { constants, createServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { Connection } from './connections.js';

/** A handler of HTTP/2 requests: Node's own, since express replaces the prototype of what it receives by HTTP/1's. */
export type Http2Handler = (req: Http2ServerRequest, res: Http2ServerResponse) => void;

const MAX_STREAMS = 100;
const MAX_HEADER_LIST_BYTES = 16 * 1024;
const MAX_HEADER_PAIRS = 100;
const SESSION_MEGABYTES = 8;
const IDLE_MS = 65_000;
/** Streams that a session may cancel at once, then each second (CVE-2023-44487, rapid reset). */
const RESET_BURST = 100;
const RESETS_PER_SECOND = 10;

export interface Http2DoorOptions {
  /** Time to receive a whole request. */
  requestTimeoutMs: number;
  request(req: Http2ServerRequest, res: Http2ServerResponse, connection: Connection): void;
  onAbuse(connection: Connection): void;
}

/** Serves HTTP/2 on sockets that were admitted elsewhere. Returns the function to give them to. */
export function createHttp2Door(o: Http2DoorOptions): (connection: Connection) => void {
  let entering: Connection | undefined;
  const server = createServer({
    maxSessionMemory: SESSION_MEGABYTES,
    maxHeaderListPairs: MAX_HEADER_PAIRS,
    maxSettings: 32,
    settings: { maxConcurrentStreams: MAX_STREAMS, maxHeaderListSize: MAX_HEADER_LIST_BYTES },
  });
  const bySession = new WeakMap<object, Connection>();
  server.on('session', (session) => {
    // Node announces a session while it is given its socket, and not otherwise.
    const connection = entering;
    if (connection === undefined) {
      session.destroy();
      return;
    }
    connection.session = session;
    bySession.set(session, connection);
    session.setTimeout(IDLE_MS, () => {
      if (connection.answers.size === 0) connection.socket.destroy();
    });
    let resets = RESET_BURST;
    let counted = Date.now();
    let abusive = false;
    session.on('stream', (stream) =>
      stream.once('aborted', () => {
        const now = Date.now();
        resets = Math.min(RESET_BURST, resets + ((now - counted) / 1_000) * RESETS_PER_SECOND) - 1;
        counted = now;
        if (resets >= 0 || abusive) return;
        abusive = true;
        session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM);
        connection.socket.destroy();
        o.onAbuse(connection);
      }),
    );
  });
  server.on('sessionError', () => {});
  server.on('request', (req, res) => {
    const connection = bySession.get(req.stream.session ?? req);
    if (connection === undefined) {
      req.stream.close(constants.NGHTTP2_CANCEL);
      return;
    }
    if (!req.stream.endAfterHeaders) {
      const late = setTimeout(() => req.stream.close(constants.NGHTTP2_CANCEL), o.requestTimeoutMs).unref();
      req.once('end', () => clearTimeout(late));
      req.stream.once('close', () => clearTimeout(late));
    }
    o.request(req, res, connection);
  });
  return (connection) => {
    entering = connection;
    server.emit('connection', connection.socket);
    entering = undefined;
  };
}
