import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdmissionSource, TlsIdentity } from '../src/index.js';
import {
  ask,
  bareAgent,
  box,
  entry,
  listener,
  member,
  outcome,
  rawConnection,
  snapshot,
  until,
} from './harness/network.js';
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
afterAll(() => Promise.all(cleanups.map((act) => act())));

async function open(...args: Parameters<typeof listener>) {
  const opened = await listener(...args);
  cleanups.push(() => opened.server.close(0));
  return opened;
}

/** Answers one line every 20 ms, for ever, on /stream. */
const streaming: NonNullable<Parameters<typeof listener>[2]>['handler'] = (req, res) => {
  if (req.url !== '/stream') {
    res.end('served');
    return;
  }
  const timer = setInterval(() => res.write('tick\n'), 20);
  res.once('close', () => clearInterval(timer));
};

async function stream(port: number, identity: TlsIdentity) {
  const raw = rawConnection(port, identity);
  raw.socket.write('GET /stream HTTP/1.1\r\nhost: x\r\n\r\n');
  await until(() => raw.received.includes('tick'));
  return raw;
}

async function idle(port: number, identity: TlsIdentity) {
  const raw = rawConnection(port, identity);
  raw.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await until(() => raw.received.includes('served'));
  return raw;
}

describe('a change of the list', () => {
  it('closes the idle and streaming sockets of a removed member within a second, and only those', async () => {
    const [a, b] = [entry(member('alice'), alice), entry(member('bob'), bob)];
    const source = box(a, b);
    const { port, server, url, refusals } = await open(serverIdentity, source, { handler: streaming });
    const removed = await Promise.all([stream(port, alice), idle(port, alice), stream(port, alice)]);
    const kept = await Promise.all([stream(port, bob), idle(port, bob)]);
    const before = Date.now();
    source.swap(snapshot([b], undefined, 2));
    const ends = await Promise.all(removed.map(({ closed }) => closed));
    expect(Math.max(...ends) - before).toBeLessThan(1_000);
    const received = kept[0]!.received.length;
    await until(() => kept[0]!.received.length > received);
    kept[1]!.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => kept[1]!.received.split('served').length === 3);
    expect(server.openConnections).toBe(2);
    expect(await outcome(url, bareAgent(alice))).toMatch(/^E/);
    expect(refusals[0]).toMatchObject({ reason: 'NOT_LISTED' });
    for (const { socket } of kept) socket.destroy();
  });

  it('closes the sockets of a member whose rights changed, and keeps those of one whose address or label changed', async () => {
    const source = box(entry(member('alice', { profile: 1 }), alice), entry(member('bob'), bob));
    const { port } = await open(serverIdentity, source, { handler: streaming });
    const [demoted, moved] = await Promise.all([stream(port, alice), stream(port, bob)]);
    source.swap(
      snapshot([
        entry(member('alice', { profile: 5 }), alice),
        entry(member('bob', { label: 'Bob', endpoints: ['https://127.0.0.1:1'] }), bob),
      ]),
    );
    await demoted!.closed;
    const received = moved!.received.length;
    await until(() => moved!.received.length > received);
    moved!.socket.destroy();
  });

  it('is seen by the next request even when nobody announced it', async () => {
    const full = snapshot([entry(member('alice'), alice)]);
    let current = full;
    const silent: AdmissionSource = { current: () => current, onChange: () => () => {}, close: () => {} };
    const target = await open(serverIdentity, silent);
    const agent = bareAgent(alice);
    expect(await outcome(target.url, agent)).toBe('200');
    current = snapshot([entry(member('alice'), alice)], Date.now() - 1);
    const { status, body } = await ask(target.url, agent);
    expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([503, 'LIST_EXPIRED']);
    current = full;
    expect(await outcome(target.url, agent)).toBe('200');
    current = snapshot([]);
    expect(await outcome(target.url, agent)).toMatch(/^E/);
    expect(target.refusals.map(({ reason }) => reason)).toContain('NOT_LISTED');
    expect(target.served).toBe(2);
  });
});

describe('time', () => {
  it('closes an open socket at the end of its entry', async () => {
    const end = Date.now() + 1_200;
    const { port } = await open(serverIdentity, box(entry(member('alice'), alice, { notAfter: end })), {
      handler: streaming,
    });
    const { closed } = await stream(port, alice);
    expect(Math.abs((await closed) - end)).toBeLessThan(1_000);
  });

  it('closes every open socket at the end of the list', async () => {
    const end = Date.now() + 1_200;
    const source = box();
    source.swap(snapshot([entry(member('alice'), alice)], end));
    const { port } = await open(serverIdentity, source, { handler: streaming });
    const sockets = await Promise.all([stream(port, alice), idle(port, alice)]);
    for (const { closed } of sockets) expect(Math.abs((await closed) - end)).toBeLessThan(1_000);
  });

  it('follows an entry that the list prolongs', async () => {
    const source = box(entry(member('alice'), alice, { notAfter: Date.now() + 1_200 }));
    const { port } = await open(serverIdentity, source, { handler: streaming });
    const { socket } = await stream(port, alice);
    source.swap(snapshot([entry(member('alice'), alice)]));
    await new Promise((resolve) => setTimeout(resolve, 1_400));
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  it('retires a socket of the greatest age without failing the request in flight', async () => {
    const { url, server } = await open(serverIdentity, box(entry(member('alice'), alice)), {
      maxConnectionAgeMs: 300,
      handler: (_req, res) => setTimeout(() => res.end('late'), 800),
    });
    expect((await ask(url, bareAgent(alice))).body).toBe('late');
    await until(() => server.openConnections === 0);
  });

  it('does not listen on an expired list', async () => {
    const source = box();
    source.swap(snapshot([], Date.now() - 1));
    await expect(listener(serverIdentity, source)).rejects.toMatchObject({ code: 'ERR_LIST_EXPIRED' });
  });
});

describe('a listener that closes', () => {
  it('lets the request in flight end, and cuts the rest after the grace', async () => {
    const source = box(entry(member('alice'), alice));
    const { url, port, server } = await listener(serverIdentity, source, {
      handler: (req, res) => (req.url === '/stream' ? streaming!(req, res) : setTimeout(() => res.end('late'), 200)),
    });
    const late = ask(url, bareAgent(alice));
    const endless = await stream(port, alice);
    const before = Date.now();
    await server.close(500);
    expect(Date.now() - before).toBeLessThan(1_500);
    expect((await late).body).toBe('late');
    await endless.closed;
  });
});

it('a listener that closes does not wait for a handshake that says nothing', async () => {
  const { port, server } = await listener(serverIdentity, box());
  const silent = connectTcp(port, '127.0.0.1');
  silent.on('error', () => {});
  await new Promise((resolve) => silent.once('connect', resolve));
  const before = Date.now();
  await server.close(200);
  expect(Date.now() - before).toBeLessThan(1_500);
});

describe('the identity of a listener', () => {
  it('is refused when the key is not the certificate’s, when it is unreadable, or out of date', async () => {
    const wrong: TlsIdentity[] = [
      { ...serverIdentity, key: pki.anotherKey() },
      { ...serverIdentity, cert: 'not a certificate' },
      pki.leaf({ name: 'old', notBefore: Date.now() - 2_000_000, notAfter: Date.now() - 1_000_000 }),
    ];
    for (const identity of wrong) {
      await expect(listener(identity, box())).rejects.toMatchObject({ code: 'ERR_IDENTITY' });
    }
  });
});
