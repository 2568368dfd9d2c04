import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { createMutualTlsServer, MutualTlsAgents } from '@inter-ror/mutual-tls';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { writeAtomically } from '../src/files/index.js';
import { readAcks, waitForAcks } from '../src/publication/index.js';
import { makeNetwork, silent, type TestNetwork, until } from './harness/publishing.js';

let network: TestNetwork;
beforeAll(async () => {
  network = await makeNetwork();
});
afterEach(() => network.closeOpened());
afterAll(() => network.remove());

const folder = () => join(network.dir, 'authority');
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

it('a version published by another process is applied by every reader in less than a second, and acknowledged', async () => {
  await network.publish();
  const [region, gateway] = [await network.read('region-53'), await network.read('gateway-nationale')];
  expect([region.status().state, gateway.status().state]).toEqual(['fresh', 'fresh']);
  const published = await network.authority.publish();
  const { version } = published;
  const ms = await until(() => region.current().version === version && gateway.current().version === version);
  expect(ms).toBeLessThan(1_000);
  const report = await waitForAcks(folder(), published, ['region-53', 'gateway-nationale'], 2_000);
  expect(report.missing).toEqual([]);
  expect(report.applied.map(({ member }) => member)).toEqual(['region-53', 'gateway-nationale']);
  for (const { ms, appliedAt } of report.applied) {
    expect(ms).toBeLessThan(1_000);
    expect(Date.parse(appliedAt)).toBeGreaterThan(Date.now() - 5_000);
  }
  await until(() => JSON.parse(readFileSync(region.stateFile, 'utf8')).version === version);
  expect(network.errors).toEqual([]);
});

it('waits for each process of a member, names those that do not answer, and not those that are gone', async () => {
  await network.publish();
  const first = await network.read('region-53');
  await network.read('region-53');
  await until(() => readAcks(folder()).filter((ack) => ack.member === 'region-53' && ack.connected).length === 2);
  first.close();
  const published = await network.authority.publish();
  const report = await waitForAcks(folder(), published, ['region-53', 'consumer-samu'], 700);
  expect(report.applied.map(({ member }) => member)).toEqual(['region-53']);
  expect(report.missing).toEqual(['consumer-samu']);
  // Another list of the same version is not the one that was waited for.
  const other = { ...published, digest: '0'.repeat(64) };
  expect((await waitForAcks(folder(), other, ['region-53'], 100)).missing).toEqual(['region-53']);
});

it('with the push cut, versions and heartbeats come by pull', async () => {
  await network.publish({ maxStreamsPerMember: 0 });
  const region = await network.read('region-53', { pullMs: 200 });
  const { version } = await network.authority.publish();
  await until(() => region.current().version === version, 1_500);
  expect(region.status().state).toBe('fresh');
  expect(network.errors.map(({ message }) => message).join()).toContain('429');
});

it('the publisher gone: degraded, grace, closed; back: fresh again, without a restart', async () => {
  const publisher = await network.publish();
  network.resign({ heartbeatMaxAge: 1, expires: inMs(3_500) });
  const region = await network.read('region-53', { graceMs: 1_500 });
  expect(region.status().state).toBe('fresh');
  await publisher.close();
  const port = Number(new URL(publisher.url).port);

  await until(() => region.status().state === 'degraded');
  expect(region.current().members.length).toBe(4);
  await until(() => region.status().state === 'grace');
  expect(region.current().members.length).toBe(4);
  expect(region.current().expires).toBeGreaterThan(Date.now());
  await until(() => region.status().state === 'closed');
  expect(region.current().members).toEqual([]);
  expect(region.status().since).toBeGreaterThan(Date.now() - 2_000);

  await network.publish({ port });
  await until(() => region.status().state === 'fresh');
  expect(region.current().members.length).toBe(4);
  expect(region.states).toEqual(['degraded', 'grace', 'closed', 'fresh']);
});

it('refuses to open without a list, or with one that has expired when nobody gives another', async () => {
  await expect(network.read('region-53', { empty: true })).rejects.toMatchObject({ code: 'FILE' });
  network.resign({ expires: inMs(40) });
  await new Promise((resolve) => setTimeout(resolve, 60));
  await expect(network.read('region-53')).rejects.toMatchObject({ code: 'EXPIRED' });
});

it('opens with an expired list when the publisher, reached by its pins, gives the one in force', async () => {
  const publisher = await network.publish();
  await publisher.close();
  const expired = network.resign({ expires: inMs(40) });
  await new Promise((resolve) => setTimeout(resolve, 60));
  await network.publish({ port: Number(new URL(publisher.url).port) });
  writeAtomically(join(network.dir, 'old.json'), expired);
  const region = await network.read('region-53', { files: 'old' });
  expect(region.status().state).toBe('fresh');
  expect(region.current().expires).toBeGreaterThan(Date.now());
});

it('a list put by hand at the cache’s path is verified and applied; a bad one is told and changes nothing', async () => {
  const region = await network.read('region-53');
  expect(region.states).toEqual(['degraded']);
  await network.authority.publish();
  writeAtomically(region.cacheFile, network.list());
  const { version } = JSON.parse(readFileSync(network.authority.files.state, 'utf8'));
  await until(() => region.current().version === version);
  network.errors.length = 0;
  writeAtomically(region.cacheFile, network.list().subarray(0, 900));
  await until(() => network.errors.some(({ code }) => code === 'FORMAT'));
  expect(region.current().version).toBe(version);
  expect(region.status().state).toBe('degraded');
});

it('after a restart, a half-written cache gives way to its copy, and an older list is refused', async () => {
  const old = network.list();
  await network.publish();
  const known = await network.read('region-53');
  const { version } = await network.authority.publish();
  await until(() => known.current().version === version);
  await until(() => JSON.parse(readFileSync(known.stateFile, 'utf8')).version === version);
  known.close();
  await network.closeOpened();
  const files = known.cacheFile.slice(network.dir.length + 1, -'.json'.length);
  for (const [bytes, code] of [
    [network.list().subarray(0, 500), 'FORMAT'],
    [old, 'ROLLBACK'],
    [Buffer.alloc(0), 'FORMAT'],
  ] as const) {
    writeAtomically(known.cacheFile, bytes);
    network.errors.length = 0;
    const again = await network.read('region-53', { files });
    expect(again.current().version).toBe(version);
    expect(network.errors[0]?.code).toBe(code);
    again.close();
  }
});

it('the doors of the publisher: 304 for a list that has not changed, acknowledgements for the authority alone, bounds', async () => {
  const { url } = await network.publish({ maxStreamsPerMember: 1 });
  const reader = await network.read('region-53');
  const ask = askAs(url, reader);
  const first = await ask('region-53', 'GET', '/whitelist');
  expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } });
  expect(first.body).toEqual(network.list());
  const { etag } = first.headers;
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  const second = await ask('region-53', 'GET', '/whitelist', { 'if-none-match': etag! });
  expect(second).toMatchObject({ status: 304, headers: { 'whitelist-heartbeat': expect.any(String) } });
  expect(second.body.length).toBe(0);

  expect((await ask('region-53', 'GET', '/whitelist/acks')).status).toBe(403);
  const acks = await ask('authority-publication', 'GET', '/whitelist/acks');
  expect(JSON.parse(acks.body.toString()).acks[0]).toMatchObject({ connected: expect.any(Boolean) });

  const { version } = reader.current();
  const appliedAt = new Date().toISOString();
  const ack = (body: object | string) =>
    ask('consumer-samu', 'POST', '/whitelist/ack', {}, typeof body === 'string' ? body : JSON.stringify(body));
  expect((await ack({ version, digest: 'f'.repeat(64), appliedAt, reader: 'a' })).status).toBe(409);
  expect((await ack({ version: 9_000, digest: 'f'.repeat(64), appliedAt, reader: 'a' })).status).toBe(409);
  expect((await ack({ version, appliedAt, reader: 'a' })).status).toBe(400);
  expect((await ack('{')).status).toBe(400);
  expect((await ack('x'.repeat(5_000))).status).toBe(400);
  expect(readAcks(folder()).filter(({ member }) => member === 'consumer-samu')).toEqual([]);

  expect((await ask('consumer-samu', 'GET', '/whitelist/stream')).status).toBe(400);
  expect((await ask('region-53', 'GET', '/whitelist/stream?reader=b')).status).toBe(429);
  expect((await ask('region-53', 'GET', '/autre')).status).toBe(404);
  expect((await ask('region-53', 'DELETE', '/whitelist')).status).toBe(404);
  expect((await ask('region-53', 'GET', '//')).status).toBe(404);
});

it('the publisher does not start under the certificate of another kind of member', async () => {
  await expect(network.publish({ identity: network.identities.get('region-53')! })).rejects.toMatchObject({
    code: 'REFUSED',
  });
});

it('the publisher renews a list at half its life', async () => {
  network.resign({ issuedAt: inMs(-7_200_000), expires: inMs(3_600_000) });
  await network.publish();
  const region = await network.read('region-53');
  expect(region.current().expires).toBeGreaterThan(Date.now() + 23 * 3_600_000);
});

it('a suspended member is cut by the publisher and by its peers in less than a second, and comes back when resumed', async () => {
  await network.publish();
  const [region, gateway] = [await network.read('region-53'), await network.read('gateway-nationale')];
  const server = createMutualTlsServer({
    identity: network.identities.get('region-53')!,
    source: region,
    accepts: ['gateway'],
    handler: (_req, res) => res.writeHead(200).flushHeaders(),
  });
  const url = await server.listen(0, '127.0.0.1');
  await network.authority.setEndpoints('region-53', [url]);
  await until(() => gateway.current().members.some(({ endpoints }) => endpoints.includes(url)));
  const agents = new MutualTlsAgents({ identity: network.identities.get('gateway-nationale')!, source: gateway });
  let cut = false;
  request(url, { agent: agents.agentFor('region-53') }, (res) => {
    res.on('error', () => {});
    res.on('close', () => {
      cut = true;
    });
    res.resume();
  }).end();
  await until(() => server.openConnections === 1);

  await network.authority.suspend('gateway-nationale', 'exercice');
  expect(await until(() => cut && server.openConnections === 0)).toBeLessThan(1_000);
  await network.authority.resume('gateway-nationale');
  const { version } = JSON.parse(readFileSync(network.authority.files.state, 'utf8'));
  await until(() => gateway.current().version === version && gateway.status().state === 'fresh');
  agents.close();
  await server.close(0);
});

it('says so when the list no longer carries the publisher itself', async () => {
  const told: Error[] = [];
  await network.publish({ logger: { ...silent, error: ({ err }: { err?: Error }) => void (err && told.push(err)) } });
  await network.authority.suspend('authority-publication', 'exercice');
  await until(() => told.some(({ message }) => message.includes('serveur de publication n’est pas celui d’un membre')));
  await network.authority.resume('authority-publication');
});

/** Requests as a member, to the publisher's address, without what a reader does of itself. */
function askAs(url: string, source: ConstructorParameters<typeof MutualTlsAgents>[0]['source']) {
  return async (member: string, method: string, path: string, headers: Record<string, string> = {}, body = '') => {
    const agents = new MutualTlsAgents({ identity: network.identities.get(member)!, source });
    try {
      const res = await new Promise<IncomingMessage>((resolve, reject) => {
        const agent = agents.agentFor('authority-publication');
        request(url, { path, method, agent, headers }, resolve).on('error', reject).end(body);
      });
      const chunks: Buffer[] = [];
      for await (const chunk of res) chunks.push(chunk);
      return { status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks) };
    } finally {
      agents.close();
    }
  };
}
