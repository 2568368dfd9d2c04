import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Why a body was not taken. */
export type UnreadBody =
  | { unread: 'ENCODED'; encoding: string }
  | { unread: 'TOO_LONG'; bytes: number }
  | { unread: 'CUT' };

/** How long what follows a refusal is thrown away before the connection is closed, in milliseconds. */
const LINGER_MS = 1_000;

/**
 * Reads a body of at most `maxBytes`, sent without `content-encoding`. A longer one is given up as soon as it is
 * known to be longer, and nothing of it is kept: answer it with {@link answerUnread}.
 */
export function readBoundedBody(req: IncomingMessage, maxBytes: number): Promise<Buffer | UnreadBody> {
  const { 'content-encoding': encoding = 'identity', 'content-length': announced = 0 } = req.headers;
  if (encoding !== 'identity') return Promise.resolve({ unread: 'ENCODED', encoding });
  if (Number(announced) > maxBytes) return Promise.resolve({ unread: 'TOO_LONG', bytes: Number(announced) });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      req.off('data', take);
      req.pause();
      resolve({ unread: 'TOO_LONG', bytes });
    };
    req.on('data', take);
    req.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes)));
    req.on('error', () => resolve({ unread: 'CUT' }));
    req.on('aborted', () => resolve({ unread: 'CUT' }));
  });
}

/**
 * Answers a request whose body was not read to its end, and ends the connection: the answer leaves whole at once,
 * and what the client still sends is thrown away for a while, since a connection closed on unread bytes is reset,
 * and the answer lost with it (RFC 9112, 9.6).
 */
export function answerUnread(res: ServerResponse, status: number, headers: OutgoingHttpHeaders, text: string): void {
  const { req } = res;
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text), connection: 'close' });
  if (req.complete) {
    res.end(text);
    return;
  }
  res.write(text);
  const end = () => {
    clearTimeout(lingering);
    res.end();
  };
  const lingering = setTimeout(end, LINGER_MS);
  req.once('end', end);
  req.once('close', end);
  req.resume();
}
