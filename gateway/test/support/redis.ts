import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Redis. */
export interface TestRedis {
  url: string;
  close(): Promise<void>;
}

/**
 * The Redis of `REDIS_URL`, else the one that answers at 127.0.0.1:6379, else one started here when the machine has
 * `redis-server`, else none: who asks then says that it skips.
 */
export async function openTestRedis(): Promise<TestRedis | undefined> {
  if (process.env.REDIS_URL !== undefined) return { url: process.env.REDIS_URL, close: async () => {} };
  if (await answers(6_379)) return { url: 'redis://127.0.0.1:6379', close: async () => {} };
  const dir = mkdtempSync(join(tmpdir(), 'ir-redis-'));
  const port = await freePort();
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dir];
  const child = spawn('redis-server', words, { stdio: 'ignore' });
  const ended = new Promise<'ended'>((resolve) => {
    child.once('error', () => resolve('ended'));
    child.once('exit', () => resolve('ended'));
  });
  const close = async () => {
    child.kill();
    await ended;
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  for (let tries = 0; tries < 200; tries++) {
    if (await answers(port)) return { url: `redis://127.0.0.1:${port}`, close };
    const pause = new Promise<'wait'>((resolve) => setTimeout(() => resolve('wait'), 50));
    if ((await Promise.race([ended, pause])) === 'ended') break;
  }
  await close();
  return undefined;
}

/** A way to a server that may be cut, left without an answer, and opened again. */
export async function openWay(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let silent = false;
  const server: Server = createServer((near) => {
    const far = connect(Number(port || 6_379), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => silent || far.write(bytes));
    far.on('data', (bytes) => near.write(bytes));
  });
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const way = await listen(0);
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(way) }).href,
    /** What is asked goes nowhere from now on. */
    silence() {
      silent = true;
    },
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async reopen() {
      silent = false;
      await listen(way);
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Whether a Redis answers a PING there. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => say(false));
    socket.once('data', (bytes) => say(/^\+PONG|^-NOAUTH/.test(bytes.toString())));
    socket.once('error', () => say(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
