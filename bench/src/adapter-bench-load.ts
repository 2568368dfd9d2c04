import { readFileSync } from 'node:fs';
import { converse, requestOf } from './raw-conversation.js';

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

async function load(o: LoadOrder): Promise<LoadResult> {
  const requests = (JSON.parse(readFileSync(o.bodiesFile, 'utf8')) as string[]).map((body) => requestOf(o.url, body));
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
        ({ ms, bytes: size, good }) => {
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
