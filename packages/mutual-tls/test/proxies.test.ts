import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf, memberOf, type TlsIdentity } from '../src/index.js';
import {
  ask,
  bareAgent,
  box,
  entry,
  http2Ask,
  http2Session,
  listener,
  member,
  snapshot,
  until,
} from './harness/network.js';
import { makePki, type Pki } from './harness/pki.js';

const DAY = 86_400_000;
/** Not an end that looks whole. */
const CUT = /^(RST_8|ERR_)/;
const HEADER = 'x-declared-cert';
let pki: Pki;
let serverIdentity: TlsIdentity;
let alice: TlsIdentity;
let bob: TlsIdentity;
let proxy: TlsIdentity;
const cleanups: (() => unknown)[] = [];

beforeAll(() => {
  pki = makePki();
  serverIdentity = pki.leaf({ name: 'server' });
  alice = pki.leaf({ name: 'alice' });
  bob = pki.leaf({ name: 'bob' });
  proxy = pki.leaf({ name: 'proxy' });
});
afterAll(async () => {
  for (const act of cleanups.reverse()) await act();
});

/** As nginx writes `$ssl_client_escaped_cert`: the leaf alone. */
const escaped = ({ cert }: TlsIdentity) => encodeURIComponent(cert.slice(0, cert.indexOf('-----END') + 25));

async function open(more: Parameters<typeof listener>[2] = {}) {
  const source = box(entry(member('alice'), alice), entry(member('bob'), bob));
  const target = await listener(serverIdentity, source, {
    proxies: [{ fingerprint: fingerprintOf(proxy.cert), header: 'X-Declared-Cert' }],
    handler: (req, res) => {
      if (req.url === '/stream') return void res.write('tick');
      res.end(JSON.stringify({ member: memberOf(req).id, headers: req.headers }));
    },
    http2: (req, res) => (req.url === '/stream' ? void res.write('tick') : void res.end(memberOf(req).id)),
    ...more,
  });
  cleanups.push(() => target.server.close(0));
  return { ...target, source, target };
}

const code = (body: string) => JSON.parse(body).errors[0].extensions.code;

describe('behind a declared reverse proxy', () => {
  it('the client whose certificate it forwards is the member, and the header goes no further', async () => {
    const { url } = await open();
    for (const [identity, id] of [
      [alice, 'alice'],
      [bob, 'bob'],
    ] as const) {
      const { status, body } = await ask(url, bareAgent(proxy), { [HEADER]: escaped(identity) });
      expect([status, JSON.parse(body).member]).toEqual([200, id]);
      expect(JSON.parse(body).headers).not.toHaveProperty(HEADER);
    }
    const session = http2Session(url, proxy);
    expect(await http2Ask(session, { [HEADER]: escaped(alice) }).ended).toBe('alice');
    session.destroy();
  });

  it('the same header from a listed member, or from anyone else, is not believed and not passed on', async () => {
    const { url, target } = await open();
    const { body } = await ask(url, bareAgent(alice), { [HEADER]: escaped(bob) });
    expect(JSON.parse(body).member).toBe('alice');
    expect(JSON.parse(body).headers).not.toHaveProperty(HEADER);
    const stranger = pki.leaf({ name: 'proxy' });
    await expect(ask(url, bareAgent(stranger), { [HEADER]: escaped(alice) })).rejects.toThrow();
    expect(target.served).toBe(1);
  });

  it('a forwarded certificate is verified as in a handshake, and looked up in the list', async () => {
    const { url, refusals, target } = await open();
    const now = Date.now();
    const cases: [string, Record<string, string>, string][] = [
      ['none', {}, 'PROXY'],
      ['another header', { 'x-ssl-client-cert': escaped(alice) }, 'PROXY'],
      ['not a certificate', { [HEADER]: 'alice' }, 'PROXY'],
      ['broken escapes', { [HEADER]: '%E0%A4%A' }, 'PROXY'],
      ['two certificates', { [HEADER]: escaped(alice) + escaped(bob) }, 'PROXY'],
      ['too long', { [HEADER]: `${escaped(alice)}${'%0A'.repeat(4_500)}` }, 'PROXY'],
      ['another authority', { [HEADER]: escaped(pki.ofStranger({ name: 'alice' })) }, 'PROXY'],
      ['self-signed', { [HEADER]: escaped(pki.selfSigned({ name: 'alice' })) }, 'PROXY'],
      ['a server certificate', { [HEADER]: escaped(pki.leaf({ name: 'alice', uses: ['server'] })) }, 'PROXY'],
      [
        'expired',
        { [HEADER]: escaped(pki.leaf({ name: 'alice', notBefore: now - 2 * DAY, notAfter: now - DAY })) },
        'PROXY',
      ],
      ['not listed', { [HEADER]: escaped(pki.leaf({ name: 'alice' })) }, 'NOT_LISTED'],
    ];
    for (const [name, headers, expected] of cases) {
      const { status, body } = await ask(url, bareAgent(proxy), headers);
      expect([status, code(body)], name).toEqual([403, expected]);
      expect(refusals.at(-1)?.reason).toBe(expected);
    }
    expect(target.served).toBe(0);
  });

  it('a header that came twice is refused: one of them is the client’s own', async () => {
    const { url } = await open();
    const session = http2Session(url, proxy);
    const twice = http2Ask(session, { [HEADER]: [escaped(alice), escaped(alice)] });
    expect(code(await twice.ended)).toBe('PROXY');
    session.destroy();
  });

  it('a removed member loses its answers under way, on sockets that it shares with others', async () => {
    const { url, source, target } = await open();
    const shared = http2Session(url, proxy);
    const [removed, kept] = [alice, bob].map((identity) =>
      http2Ask(shared, { ':path': '/stream', [HEADER]: escaped(identity) }),
    );
    await until(() => removed!.body === 'tick' && kept!.body === 'tick');
    source.swap(snapshot([entry(member('bob'), bob)], undefined, 2));
    expect(await removed!.ended).toMatch(CUT);
    expect([kept!.stream.closed, target.server.openConnections]).toEqual([false, 1]);
    const again = http2Ask(shared, { [HEADER]: escaped(alice) });
    expect(code(await again.ended)).toBe('NOT_LISTED');
    shared.destroy();
  });

  it('an answer under way ends with the entry of its member', async () => {
    const { url, source } = await open();
    source.swap(snapshot([entry(member('alice'), alice, { notAfter: Date.now() + 1_000 })]));
    const shared = http2Session(url, proxy);
    const stream = http2Ask(shared, { ':path': '/stream', [HEADER]: escaped(alice) });
    const before = Date.now();
    expect(await stream.ended).toMatch(CUT);
    expect(Date.now() - before).toBeLessThan(2_000);
    shared.destroy();
  });
});
