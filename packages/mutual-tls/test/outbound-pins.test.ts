import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdmissionBox, MutualTlsAgents, type PinError, type TlsIdentity } from '../src/index.js';
import { ask, box, entry, listener, member, outcomeOf, snapshot, until } from './harness/network.js';
import { makePki, type Pki } from './harness/pki.js';

let pki: Pki;
let gateway: TlsIdentity;
let genuine: TlsIdentity;
let impostor: TlsIdentity;
const cleanups: (() => unknown)[] = [];

beforeAll(() => {
  pki = makePki();
  gateway = pki.leaf({ name: 'gateway' });
  genuine = pki.leaf({ name: 'region' });
  impostor = pki.leaf({ name: 'region' });
});
afterAll(() => Promise.all(cleanups.map((act) => act())));

/** A region that serves with `identity`, and the gateway's agents; the list can be changed through `list`. */
async function network(identity: TlsIdentity, more: Parameters<typeof listener>[2] = {}) {
  const source = box(entry(member('gw', { kind: 'gateway' }), gateway));
  const target = await listener(identity, source, more);
  const agents = new MutualTlsAgents({ identity: gateway, source });
  const list = (pins: TlsIdentity[], endpoints = [target.url]) =>
    source.swap(
      snapshot([
        entry(member('gw', { kind: 'gateway' }), gateway),
        entry(member('region-11', { kind: 'region', regionCodes: ['11'], endpoints }), pins),
      ]),
    );
  list([genuine]);
  cleanups.push(
    () => agents.close(),
    () => target.server.close(0),
  );
  return { ...target, source: source as AdmissionBox, agents, list, target };
}

const region = 'region-11';

interface Way {
  name: string;
  /** Sockets that requests one after the other may take: a pool has one back a turn of the event loop later. */
  sockets: number;
  /** What a POST to the member's endpoint gives. @throws Error of the network */
  post(agents: MutualTlsAgents, url: string, id?: string, body?: string): Promise<{ status: number; body: string }>;
}
const WAYS: readonly Way[] = [
  {
    name: 'agents of node:https',
    sockets: 1,
    post: async (agents, url, id = region, body = '') => ask(url, agents.agentFor(id), {}, body),
  },
  {
    name: 'pools of undici',
    sockets: 2,
    async post(agents, _url, id = region, body = '') {
      const { statusCode, body: read } = await agents.poolFor(id).request({ path: '/', method: 'POST', body });
      return { status: statusCode, body: await read.text() };
    },
  },
];

describe.each(WAYS)('outbound pins: $name', ({ post, sockets }) => {
  const outcome = (...args: Parameters<Way['post']>) => outcomeOf(post(...args));

  it('reach the member, on a warm socket for successive requests', async () => {
    const { url, agents, target } = await network(genuine);
    for (let i = 0; i < 9; i++) expect(await outcome(agents, url)).toBe('200');
    expect(target.server.openConnections).toBeLessThanOrEqual(sockets);
  });

  it('refuse a server of the same name and CA that is not the member’s, before it receives a byte', async () => {
    const { url, agents, target } = await network(impostor);
    const failure = await post(agents, url).catch((error: PinError) => error);
    expect(failure).toMatchObject({ code: 'ERR_PIN', member: region, host: new URL(url).host });
    expect((failure as PinError).expected).toHaveLength(1);
    expect((failure as PinError).seen).toMatch(/^[0-9a-f]{64}$/);
    expect(target.served).toBe(0);
  });

  it('refuse another member of the list at the member’s own address', async () => {
    const { url, agents, source, target } = await network(impostor);
    source.swap(
      snapshot([
        entry(member('gw', { kind: 'gateway' }), gateway),
        entry(member('region-11', { kind: 'region', regionCodes: ['11'], endpoints: [target.url] }), genuine),
        entry(member('region-84', { kind: 'region', regionCodes: ['84'], endpoints: [target.url] }), impostor),
      ]),
    );
    expect(await outcome(agents, url, 'region-84')).toBe('200');
    expect(await outcome(agents, url)).toBe('ERR_PIN');
    expect(target.served).toBe(1);
  });

  it('send not a byte of a request to a server that is not the member’s', async () => {
    const { agents, list } = await network(genuine);
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      let received = 0;
      const { key, cert, ca } = impostor;
      const trap = createTlsServer({ key, cert, ca: [...ca], maxVersion: version, minVersion: version }, (socket) =>
        socket
          .on('data', (chunk) => {
            received += chunk.length;
          })
          .on('error', () => {}),
      );
      trap.listen(0, '127.0.0.1');
      cleanups.push(() => trap.close());
      await once(trap, 'listening');
      const url = `https://127.0.0.1:${(trap.address() as AddressInfo).port}`;
      list([genuine], [url]);
      for (let i = 0; i < 5; i++) {
        expect(await outcome(agents, url, region, 'secret'.repeat(1_000))).toBe('ERR_PIN');
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(received, version).toBe(0);
    }
  });

  it('refuse a pinned certificate whose chain is not ours', async () => {
    const strange = pki.ofStranger({ name: 'region' });
    const { url, agents, list } = await network(strange);
    list([strange]);
    expect(await outcome(agents, url)).toMatch(/^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_)/);
  });

  it('follow each change of the list on pooled sockets: removed, restored, replaced', async () => {
    const { url, agents, list } = await network(genuine);
    const steps: [TlsIdentity[], string][] = [
      [[genuine], '200'],
      [[impostor], 'ERR_PIN'],
      [[genuine], '200'],
      [[genuine, impostor], '200'],
      [[impostor], 'ERR_PIN'],
      [[impostor, genuine], '200'],
    ];
    for (const [pins, expected] of steps) {
      list(pins);
      for (let i = 0; i < 2; i++) expect(await outcome(agents, url)).toBe(expected);
    }
  });

  it('cut the request in flight when its pin is removed, and let it end when another pin is added', async () => {
    const { url, agents, list, target } = await network(genuine, {
      handler: (_req, res) => setTimeout(() => res.end('late'), 250),
    });
    const survivor = post(agents, url);
    await until(() => target.served === 1);
    list([genuine, impostor]);
    expect((await survivor).body).toBe('late');
    const cut = outcome(agents, url);
    await until(() => target.served === 2);
    list([impostor]);
    expect(await cut).toMatch(/^(ECONN|UND_ERR_SOCKET)/);
  });

  it('let the request in flight end when the list is prolonged', async () => {
    const { url, agents, source, target } = await network(genuine, {
      handler: (_req, res) => setTimeout(() => res.end('late'), 600),
    });
    const listed = (expires: number) =>
      snapshot(
        [
          entry(member('gw', { kind: 'gateway' }), gateway),
          entry(member('region-11', { kind: 'region', endpoints: [target.url] }), genuine),
        ],
        expires,
      );
    const end = Date.now() + 400;
    source.swap(listed(end));
    const survivor = post(agents, url);
    await until(() => target.served === 1);
    source.swap(listed(end + 60_000));
    expect((await survivor).body).toBe('late');
    expect(Date.now()).toBeGreaterThan(end);
  });

  it('keep the bound of sockets when many requests start at once', async () => {
    const { url, source, target } = await network(genuine, {
      handler: (_req, res) => setTimeout(() => res.end('served'), 20),
    });
    const agents = new MutualTlsAgents({ identity: gateway, source, maxSocketsPerMember: 3 });
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, target.server.openConnections);
    }, 2);
    const answers = await Promise.all(Array.from({ length: 20 }, () => outcome(agents, url)));
    clearInterval(watch);
    expect(new Set(answers)).toEqual(new Set(['200']));
    expect(most).toBe(3);
    agents.close();
  });

  it('give up a server that accepts and says nothing', async () => {
    const mute = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const url = `https://127.0.0.1:${(mute.address() as { port: number }).port}`;
    const { source, list } = await network(genuine);
    list([genuine], [url]);
    const agents = new MutualTlsAgents({ identity: gateway, source, connectTimeoutMs: 150 });
    expect(await outcome(agents, url)).toBe('ERR_CONNECT_TIMEOUT');
    agents.close();
    mute.close();
  });
});

describe('outbound pins', () => {
  it('refuse a host that the list does not give to the member', async () => {
    const { agents, target, list } = await network(genuine);
    const other = `https://localhost:${target.port}`;
    expect(await outcomeOf(ask(other, agents.agentFor(region)))).toBe('ERR_ENDPOINT');
    list([genuine], [other]);
    expect(await outcomeOf(ask(target.url, agents.agentFor(region)))).toBe('ERR_ENDPOINT');
  });

  it('are needed: no agent for an unknown or removed member, nor under an expired list', async () => {
    const { agents, source, url } = await network(genuine);
    expect(() => agents.agentFor('unknown')).toThrow(expect.objectContaining({ code: 'ERR_NOT_LISTED' }));
    expect(() => agents.poolFor('unknown')).toThrow(expect.objectContaining({ code: 'ERR_NOT_LISTED' }));
    const kept = agents.agentFor(region);
    expect(await outcomeOf(ask(url, kept))).toBe('200');
    source.swap(snapshot([entry(member('gw', { kind: 'gateway' }), gateway)]));
    expect(() => agents.agentFor(region)).toThrow(expect.objectContaining({ code: 'ERR_NOT_LISTED' }));
    expect(await outcomeOf(ask(url, kept))).toBe('ERR_ENDPOINT');
    source.swap(snapshot([], Date.now() - 1));
    expect(() => agents.agentFor(region)).toThrow(expect.objectContaining({ code: 'ERR_LIST_EXPIRED' }));
  });
});

describe('a pool of undici', () => {
  it('has no address to ask when the list gives none', async () => {
    const { agents, list } = await network(genuine);
    list([genuine], []);
    expect(() => agents.poolFor(region)).toThrow(expect.objectContaining({ code: 'ERR_ENDPOINT' }));
  });

  it('lets the request in flight end when another certificate is presented, and keeps none of its sockets', async () => {
    const { agents, target } = await network(genuine, {
      handler: (_req, res) => setTimeout(() => res.end('late'), 250),
    });
    const pool = agents.poolFor(region);
    const survivor = pool.request({ path: '/', method: 'GET' });
    await until(() => target.served === 1);
    agents.renew(gateway);
    expect(agents.poolFor(region)).not.toBe(pool);
    expect(await (await survivor).body.text()).toBe('late');
    await until(() => target.server.openConnections === 0);
  });

  it('writes nothing more to a server whose certificate is withdrawn after another was presented', async () => {
    const { source, list, target } = await network(genuine, {
      handler: (_req, res) => setTimeout(() => res.end('late'), 200),
    });
    const agents = new MutualTlsAgents({ identity: gateway, source, maxSocketsPerMember: 1 });
    cleanups.push(() => agents.close());
    const asked = [0, 1, 2].map(() =>
      agents
        .poolFor(region)
        .request({ path: '/', method: 'POST', body: 'x' })
        .then(
          ({ statusCode }) => String(statusCode),
          ({ code }) => String(code),
        ),
    );
    await until(() => target.served === 1);
    agents.renew(gateway);
    list([impostor]);
    const outcomes = await Promise.all(asked);
    expect(outcomes).not.toContain('200');
    expect(target.served).toBe(1);
  });

  it('has none of its requests wait for ever, however old its sockets, and whatever left it', async () => {
    const { source, list, target } = await network(genuine);
    const agents = new MutualTlsAgents({ identity: gateway, source, maxSocketsPerMember: 2, maxAgeMs: 50 });
    const post = async () => {
      const { body } = await agents.poolFor(region).request({ path: '/', method: 'POST', body: 'x' });
      return body.text();
    };
    expect(await Promise.all([post(), post()])).toEqual(['served', 'served']);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await post()).toBe('served');
    agents.close();
    await until(() => target.server.openConnections === 0);

    // The first connection is cut: undici goes on with another socket, which its pool does not know.
    const mute = createServer((socket) => void mutes.push(socket)).listen(0, '127.0.0.1');
    const mutes: Socket[] = [];
    await once(mute, 'listening');
    list([genuine], [`https://127.0.0.1:${(mute.address() as AddressInfo).port}`]);
    const others = new MutualTlsAgents({ identity: gateway, source, maxSocketsPerMember: 1 });
    const both = [0, 1].map(() =>
      others
        .poolFor(region)
        .request({ path: '/', method: 'POST', body: 'x' })
        .catch(({ code }) => String(code)),
    );
    await until(() => mutes.length === 1);
    mutes[0]!.destroy();
    await until(() => mutes.length === 2);
    others.close();
    for (const outcome of await Promise.all(both)) expect(outcome).toMatch(/^(ECONNRESET|UND_ERR_\w+|undefined)$/);
    mute.close();
  });

  it('follows the order of the addresses in the list', async () => {
    const { source, list, url } = await network(genuine);
    const agents = new MutualTlsAgents({ identity: gateway, source });
    const dead = 'https://127.0.0.1:9';
    const post = () => agents.poolFor(region).request({ path: '/', method: 'POST' });
    list([genuine], [url, dead]);
    expect((await post()).statusCode).toBe(200);
    list([genuine], [dead, url]);
    await expect(post()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agents.close();
  });

  it('does not use a socket again after its age, nor keep one that is idle', async () => {
    const { source, target } = await network(genuine);
    const pool = async (more: { maxAgeMs?: number; idleMs?: number }) => {
      const agents = new MutualTlsAgents({ identity: gateway, source, ...more });
      const before = target.server.decisions.admitted;
      for (let i = 0; i < 2; i++) {
        const { body } = await agents.poolFor(region).request({ path: '/', method: 'GET' });
        expect(await body.text()).toBe('served');
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      const admitted = target.server.decisions.admitted - before;
      return { agents, admitted };
    };
    const kept = await pool({});
    const old = await pool({ maxAgeMs: 30 });
    expect([kept.admitted, old.admitted]).toEqual([1, 2]);
    kept.agents.close();
    old.agents.close();
    await until(() => target.server.openConnections === 0);
    const idle = await pool({ idleMs: 100 });
    await until(() => target.server.openConnections === 0, 10_000);
    idle.agents.close();
  });
});
