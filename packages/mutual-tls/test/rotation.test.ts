import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprintOf, MutualTlsAgents, peerCertificate, type TlsIdentity } from '../src/index.js';
import { bareAgent, box, entry, listener, member, outcome, rawConnection, snapshot, until } from './harness/network.js';
import { makePki } from './harness/pki.js';

const RATE = 200;
let client: { old: TlsIdentity; next: TlsIdentity };
let server: { old: TlsIdentity; next: TlsIdentity };
const cleanups: (() => unknown)[] = [];

beforeAll(() => {
  const pki = makePki();
  client = { old: pki.leaf({ name: 'gateway' }), next: pki.leaf({ name: 'gateway' }) };
  server = { old: pki.leaf({ name: 'region' }), next: pki.leaf({ name: 'region' }) };
});
afterAll(async () => {
  for (const act of cleanups.reverse()) await act();
});

it('client and server change their certificates under 200 requests a second without one that fails', async () => {
  const source = box();
  const target = await listener(server.old, source, {
    // Longer than the pace of the load: some are in flight at every step.
    handler: (_req, res) => setTimeout(() => res.end('served'), 60),
  });
  const list = (clients: TlsIdentity[], servers: TlsIdentity[]) =>
    source.swap(
      snapshot([
        entry(member('gw', { kind: 'gateway' }), clients),
        entry(member('region-11', { kind: 'region', endpoints: [target.url] }), servers),
      ]),
    );
  list([client.old], [server.old]);
  const agents = new MutualTlsAgents({ identity: client.old, source, connectTimeoutMs: 30_000 });
  cleanups.push(
    () => target.server.close(0),
    () => agents.close(),
  );

  const answers: Promise<string>[] = [];
  const began = performance.now();
  let sent = 0;
  const load = setInterval(() => {
    // By the clock: a machine that is late at its timers sends as many.
    for (const due = ((performance.now() - began) * RATE) / 1_000; sent < due; sent++) {
      answers.push(outcome(target.url, agents.agentFor('region-11')));
    }
  }, 20);
  await wait(400);
  // Both certificates are listed before either is used, and the former ones leave once nothing uses them.
  list([client.old, client.next], [server.old, server.next]);
  await wait(200);
  agents.renew(client.next);
  await wait(300);
  target.server.renew(server.next);
  await wait(300);
  // However slow this machine, the former certificates leave the list only when no socket bears them any more.
  const agent = agents.agentFor('region-11');
  const former = fingerprintOf(server.old.cert);
  const sockets = () => [agent.sockets, agent.freeSockets].flatMap((pool) => Object.values(pool).flat());
  // A handshake under way may end with either.
  const mayBearFormer = (socket: unknown) => {
    if ((socket as TLSSocket).destroyed) return false;
    const certificate = peerCertificate(socket as TLSSocket);
    return certificate === undefined || fingerprintOf(certificate) === former;
  };
  while (sockets().some(mayBearFormer)) {
    // One for each idle socket: its next answer closes it.
    await Promise.all(Array.from({ length: 64 }, () => answers[answers.push(outcome(target.url, agent)) - 1]));
  }
  await Promise.all(answers);
  list([client.next], [server.next]);
  await wait(400);
  clearInterval(load);
  const outcomes = await Promise.all(answers);
  expect(outcomes.length).toBeGreaterThan(150);
  expect(outcomes.filter((answer) => answer !== '200')).toEqual([]);

  expect(await outcome(target.url, bareAgent(client.old))).toMatch(/^E/);
  const raw = rawConnection(target.port, client.next);
  await raw.secured;
  expect(fingerprintOf(peerCertificate(raw.socket)!)).toBe(fingerprintOf(server.next.cert));
  raw.socket.destroy();
});

it('a socket whose handshake began before a renewal closes with its first answer', async () => {
  const source = box(entry(member('gw', { kind: 'gateway' }), client.old));
  const target = await listener(server.old, source);
  let release = () => {};
  const renewed = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Between the client's first bytes and those that end its handshake.
  const relay = createServer(async (near) => {
    const far = connect(target.port, '127.0.0.1');
    far.on('error', () => near.destroy()).pipe(near.on('error', () => far.destroy()));
    const [hello] = await once(near, 'data');
    near.pause();
    far.write(hello);
    await renewed;
    near.pipe(far);
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  cleanups.push(
    () => target.server.close(0),
    () => relay.close(),
  );
  const raw = rawConnection((relay.address() as AddressInfo).port, client.old);
  await raw.secured;
  target.server.renew(server.next);
  release();
  expect(fingerprintOf(peerCertificate(raw.socket)!)).toBe(fingerprintOf(server.old.cert));
  raw.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  const answer = await text(raw.socket);
  expect(answer).toMatch(/^HTTP\/1.1 200 .*\r\nconnection: close\r\n/is);
});

it('a renewed context loses none of the settings of the first: no resumption, no client without certificate', async () => {
  const source = box(entry(member('gw', { kind: 'gateway' }), client.old));
  const target = await listener(server.old, source);
  cleanups.push(() => target.server.close(0));
  target.server.renew(server.next);
  const first = rawConnection(target.port, client.old, { maxVersion: 'TLSv1.2' });
  await first.secured;
  const session = first.socket.getSession()!;
  first.socket.destroy();
  const again = rawConnection(target.port, client.old, { maxVersion: 'TLSv1.2', session });
  await again.secured;
  expect(again.socket.isSessionReused()).toBe(false);
  again.socket.destroy();
  await rawConnection(target.port, { ca: client.old.ca }).closed;
  await rawConnection(target.port, client.old, { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }).closed;
  await until(() => target.refusals.length === 2);
  expect(target.refusals.map(({ detail }) => detail)).toEqual([
    'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE',
    'ERR_SSL_NO_SHARED_CIPHER',
  ]);
});
