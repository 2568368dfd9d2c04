import { readFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';

/** What a load is asked to send. */
export interface LoadOrder {
  url: string;
  /** JSON file of an array of bodies, sent one after the other, over and over. */
  bodiesFile: string;
  connections: number;
  seconds: number;
  identity: { key: string; cert: string; ca: readonly string[] };
}

/** What came back. */
export interface LoadResult {
  answers: number;
  /** Answers that are not 200 with `data`. */
  failures: number;
  bytes: number;
  seconds: number;
  /** Milliseconds, from the last byte sent to the last byte received. */
  latencies: { p50: number; p99: number };
}

const HEAD_END = Buffer.from('\r\n\r\n');
const GOOD = Buffer.from('{"data":');

/** One keep-alive connection that asks again as soon as it is answered: little work, so that the server is what is measured. */
function converse(o: LoadOrder, next: () => Buffer, onAnswer: (ms: number, bytes: number, good: boolean) => void) {
  const { hostname, port } = new URL(o.url);
  const { key, cert, ca } = o.identity;
  const socket: TLSSocket = connect({ host: hostname, port: Number(port), key, cert, ca: [...ca] });
  let sent = 0;
  let missing = 0;
  let bytes = 0;
  let good = true;
  let head: Buffer | undefined;
  const ask = () => {
    sent = performance.now();
    socket.write(next());
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
    } else missing -= chunk.length;
    if (missing > 0) return;
    onAnswer(performance.now() - sent, bytes, good);
    ask();
  });
  return new Promise<TLSSocket>((resolve, reject) => {
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
  });
}

async function load(o: LoadOrder): Promise<LoadResult> {
  const { host } = new URL(o.url);
  const requests = (JSON.parse(readFileSync(o.bodiesFile, 'utf8')) as string[]).map((body) =>
    Buffer.from(
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );
  const times: number[] = [];
  let failures = 0;
  let bytes = 0;
  let turn = 0;
  const start = performance.now();
  const sockets = await Promise.all(
    Array.from({ length: o.connections }, () =>
      converse(
        o,
        () => requests[turn++ % requests.length]!,
        (ms, size, good) => {
          times.push(ms);
          bytes += size;
          if (!good) failures++;
        },
      ),
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, o.seconds * 1000));
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { answers: times.length, failures, bytes, seconds, latencies: { p50: at(0.5), p99: at(0.99) } };
}

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (result) => process.send!(result),
    (error: Error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
