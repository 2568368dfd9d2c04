import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createPlainServer, get } from 'node:http';
import { get as getSecure } from 'node:https';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MutualTlsAgents, type TlsIdentity } from '../src/index.js';
import { bareAgent, box, entry, listener, member, outcome, rawConnection, snapshot, until } from './harness/network.js';
import { makePki, type Pki } from './harness/pki.js';

let pki: Pki;
let serverIdentity: TlsIdentity;
let alice: TlsIdentity;
let bob: TlsIdentity;
const cleanups: (() => unknown)[] = [];

beforeAll(() => {
  pki = makePki();
  serverIdentity = pki.leaf({ name: 'server' });
  alice = pki.leaf({ name: 'alice' });
  bob = pki.leaf({ name: 'bob' });
});
afterAll(async () => {
  for (const act of cleanups.reverse()) await act();
});

async function open(...args: Parameters<typeof listener>) {
  const opened = await listener(...args);
  cleanups.push(() => opened.server.close(0));
  return opened;
}

describe('a certificate that ends', () => {
  const ending = () => pki.leaf({ name: 'brief', notAfter: Date.now() + 2_500 });
  const end = ({ cert }: TlsIdentity) => Date.parse(new X509Certificate(cert).validTo);

  it('closes the open socket of its client, however long its entry lasts', async () => {
    const brief = ending();
    const { port } = await open(serverIdentity, box(entry(member('brief'), brief)));
    const raw = rawConnection(port, brief);
    await raw.secured;
    expect(Math.abs((await raw.closed) - end(brief))).toBeLessThan(1_000);
  });

  it('closes the socket of an outbound agent, the request in flight with it', async () => {
    const brief = ending();
    const source = box();
    const { url } = await open(brief, source, { handler: (_req, res) => res.write('endless') });
    source.swap(
      snapshot([
        entry(member('gw', { kind: 'gateway' }), alice),
        entry(member('region-11', { kind: 'region', endpoints: [url] }), brief),
      ]),
    );
    const agents = new MutualTlsAgents({ identity: alice, source });
    cleanups.push(() => agents.close());
    expect(await outcome(url, agents.agentFor('region-11'))).toBe('ERR_PIN');
    expect(Math.abs(Date.now() - end(brief))).toBeLessThan(1_000);
  });
});

it('a session of one listener is resumed by none, whatever the server name', async () => {
  const source = box(entry(member('alice'), alice));
  const [first, second] = [await open(serverIdentity, source), await open(serverIdentity, source)] as const;
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const of = { minVersion: version, maxVersion: version, servername: 'a.test' };
    const raw = rawConnection(first.port, alice, of);
    let session: Buffer | undefined;
    raw.socket.on('session', (ticket) => {
      session = ticket;
    });
    await raw.secured;
    await new Promise((resolve) => setTimeout(resolve, 50));
    session ??= raw.socket.getSession();
    raw.socket.destroy();
    const tried = [first, second].flatMap(({ port }) =>
      ['a.test', 'b.test', 'A.TEST'].map((name) => [port, name] as const),
    );
    for (const [port, servername] of tried) {
      const again = rawConnection(port, alice, { ...of, servername, ...(session && { session }) });
      await again.secured;
      expect(again.socket.isSessionReused(), `${version} ${servername}`).toBe(false);
      again.socket.destroy();
    }
  }
});

describe('a redirection', () => {
  async function redirected(location: (elsewhere: string, plain: string) => string) {
    const source = box();
    const elsewhere = await open(bob, source);
    let plainServed = 0;
    const plain = createPlainServer((_req, res) => {
      plainServed++;
      res.end();
    }).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    cleanups.push(() => plain.close());
    const target = location(elsewhere.url, `http://127.0.0.1:${(plain.address() as AddressInfo).port}`);
    const region = await open(serverIdentity, source, {
      handler: (_req, res) => res.writeHead(302, { location: target }).end(),
    });
    source.swap(
      snapshot([
        entry(member('gw', { kind: 'gateway' }), alice),
        entry(member('region-11', { kind: 'region', endpoints: [region.url] }), serverIdentity),
        entry(member('region-53', { kind: 'region', endpoints: [elsewhere.url] }), bob),
      ]),
    );
    const agents = new MutualTlsAgents({ identity: alice, source });
    cleanups.push(() => agents.close());
    return { agents, region, target, served: () => elsewhere.served + plainServed };
  }

  it('to another member, or to a plain or private address, is an answer like another: nothing follows it', async () => {
    for (const location of [(other: string) => other, (_: string, plain: string) => plain]) {
      const { agents, region, served } = await redirected(location);
      expect(await outcome(region.url, agents.agentFor('region-11'))).toBe('302');
      expect([region.served, served()]).toEqual([1, 0]);
    }
  });

  it('is refused by the agent even to a client that follows it', async () => {
    const { agents, region, target, served } = await redirected((other) => other);
    const agent = agents.agentFor('region-11');
    const followed = new Promise<string>((resolve) => {
      getSecure(region.url, { agent }, (res) => {
        res.resume();
        getSecure(res.headers.location!, { agent }, () => resolve('followed')).on('error', (error) =>
          resolve((error as NodeJS.ErrnoException).code ?? ''),
        );
      });
    });
    expect(await followed).toBe('ERR_ENDPOINT');
    expect(new URL(target).port).not.toBe(new URL(region.url).port);
    expect(served()).toBe(0);
  });

  it('to plain HTTP cannot use the agent at all', async () => {
    const { agents, target, served } = await redirected((_, plain) => plain);
    expect(() => get(target, { agent: agents.agentFor('region-11') })).toThrow(/Protocol "http:" not supported/);
    expect(served()).toBe(0);
  });
});

describe('handshakes', () => {
  it('left half open by hundreds delay nobody else, and are cut', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)), { handshakeTimeoutMs: 1_500 });
    const halfOpen = Array.from({ length: 300 }, () => connectTcp(target.port, '127.0.0.1').on('error', () => {}));
    await Promise.all(halfOpen.map((socket) => once(socket, 'connect')));
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const before = performance.now();
      const agent = bareAgent(alice);
      expect(await outcome(target.url, agent)).toBe('200');
      agent.destroy();
      times.push(performance.now() - before);
    }
    expect(times.sort((a, b) => a - b)[18]).toBeLessThan(500);
    await Promise.all(halfOpen.map((socket) => (socket.closed ? undefined : once(socket, 'close'))));
    expect(target.refusals.filter(({ detail }) => detail === 'ERR_TLS_HANDSHAKE_TIMEOUT')).toHaveLength(300);
  });

  it('beyond the bound of sockets are not taken', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)), { maxConnections: 3 });
    const silent = Array.from({ length: 3 }, () => connectTcp(target.port, '127.0.0.1').on('error', () => {}));
    await Promise.all(silent.map((socket) => once(socket, 'connect')));
    expect(await outcome(target.url, bareAgent(alice))).toMatch(/^E/);
    for (const socket of silent) socket.destroy();
    await until(() => silent.every(({ closed }) => closed));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await outcome(target.url, bareAgent(alice))).toBe('200');
  });

  it('with a chain of hundreds of certificates are refused', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)));
    const huge = { ...alice, cert: alice.cert + pki.members.cert.repeat(300) };
    expect(await outcome(target.url, bareAgent(huge))).toMatch(/^E/);
    await until(() => target.refusals.length > 0);
    expect(target.refusals[0]).toMatchObject({ reason: 'TLS', detail: 'ERR_SSL_EXCESSIVE_MESSAGE_SIZE' });
  });
});

it('four threads with a listener each cut a removed member within a second', async () => {
  const list = (...names: (readonly [string, TlsIdentity])[]) => ({
    version: 1,
    instance: 'TEST',
    expires: Date.now() + 3_600_000,
    entries: names.map(([name, identity]) => entry(member(name), identity)),
  });
  const workers = Array.from({ length: 4 }, () => {
    const workerData = { identity: serverIdentity, list: list(['alice', alice], ['bob', bob]) };
    const worker = new Worker(new URL('./harness/listener-worker.mjs', import.meta.url), { workerData });
    cleanups.push(() => worker.terminate());
    return worker;
  });
  const ports = await Promise.all(
    workers.map(async (worker) => Number(new URL(String((await once(worker, 'message'))[0])).port)),
  );
  const stream = async (port: number, identity: TlsIdentity) => {
    const raw = rawConnection(port, identity);
    raw.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => raw.received.includes('served'));
    return raw;
  };
  const removed = await Promise.all(ports.flatMap((port) => [stream(port, alice), stream(port, alice)]));
  const kept = await Promise.all(ports.map((port) => stream(port, bob)));
  const before = Date.now();
  for (const worker of workers) worker.postMessage(list(['bob', bob]));
  const ends = await Promise.all(removed.map(({ closed }) => closed));
  expect(Math.max(...ends) - before).toBeLessThan(1_000);
  expect(kept.map(({ socket }) => socket.destroyed)).toEqual([false, false, false, false]);
  for (const { socket } of kept) socket.destroy();
});
