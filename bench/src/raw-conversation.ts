import { connect, type TLSSocket } from 'node:tls';

const HEAD_END = Buffer.from('\r\n\r\n');
const GOOD = Buffer.from('{"data":');

/** Whom to ask, and as whom. */
export interface Party {
  url: string;
  identity: { key: string; cert: string; ca: readonly string[] };
}

/** One answer. */
export interface Answered {
  /** Milliseconds, from the last byte sent to the last byte received. */
  ms: number;
  bytes: number;
  /** 200, with `data`. */
  good: boolean;
  body: readonly Buffer[];
}

/** A question as the bytes of an HTTP request. */
export function requestOf(url: string, body: string): Buffer {
  return Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** One keep-alive connection that asks again as soon as it is answered: little work, so that the server is what is measured. */
export function converse(
  { url, identity: { key, cert, ca } }: Party,
  next: () => Buffer | undefined,
  onAnswer: (a: Answered) => void,
) {
  const { hostname, port } = new URL(url);
  const socket: TLSSocket = connect({ host: hostname, port: Number(port), key, cert, ca: [...ca] });
  let sent = 0;
  let missing = 0;
  let bytes = 0;
  let good = true;
  let head: Buffer | undefined;
  let received: Buffer[] = [];
  const ask = () => {
    sent = performance.now();
    const question = next();
    if (question === undefined) socket.destroy();
    else socket.write(question);
  };
  socket.on('secureConnect', ask);
  socket.on('data', (chunk: Buffer) => {
    if (missing === 0) {
      const text = head === undefined ? chunk : Buffer.concat([head, chunk]);
      const end = text.indexOf(HEAD_END);
      if (end < 0) {
        head = text;
        return;
      }
      const headers = text.toString('latin1', 0, end);
      const length = Number(/content-length: (\d+)/i.exec(headers)?.[1]);
      const body = text.subarray(end + HEAD_END.length);
      good = headers.startsWith('HTTP/1.1 200') && (body.length < GOOD.length || body.indexOf(GOOD) === 0);
      bytes = length;
      missing = length - body.length;
      head = undefined;
      received = [body];
    } else {
      missing -= chunk.length;
      received.push(chunk);
    }
    if (missing > 0) return;
    onAnswer({ ms: performance.now() - sent, bytes, good, body: received });
    ask();
  });
  return new Promise<TLSSocket>((resolve, reject) => {
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
  });
}
