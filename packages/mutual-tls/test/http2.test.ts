import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Http2Handler, memberOf, type TlsIdentity } from '../src/index.js';
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

async function open(source = both(), more: Parameters<typeof listener>[2] = {}) {
  const handler: Http2Handler = (req, res) => {
    if (req.url === '/late') return void setTimeout(() => res.end('late'), 300);
    if (req.url !== '/stream') return void res.end(memberOf(req).id);
    const timer = setInterval(() => res.write('tick\n'), 20);
    res.once('close', () => clearInterval(timer));
  };
  const target = await listener(serverIdentity, source, { http2: handler, ...more });
  cleanups.push(() => target.server.close(0));
  return { ...target, target, source };
}

const both = () => box(entry(member('alice'), alice), entry(member('bob'), bob));

function session(url: string, identity: Partial<TlsIdentity>) {
  const opened = http2Session(url, identity);
  cleanups.push(() => opened.destroy());
  return opened;
}

const closed = (opened: ReturnType<typeof session>) => new Promise((resolve) => opened.once('close', resolve));

describe('over HTTP/2', () => {
  it('a listed certificate is served and named, and HTTP/1.1 is served beside', async () => {
    const { url } = await open();
    expect(await http2Ask(session(url, alice)).ended).toBe('alice');
    expect(await ask(url, bareAgent(bob))).toEqual({ status: 200, body: 'served' });
  });

  it('a listener without an HTTP/2 handler does not speak it', async () => {
    const { url } = await listener(serverIdentity, both());
    const refused = session(url, alice);
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => refused.once('error', resolve));
    expect(error.code).toBe('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL');
  });

  it('a certificate that is not listed gets no session', async () => {
    const { url, refusals, target } = await open();
    const refused = session(url, pki.leaf({ name: 'mallory' }));
    await closed(refused);
    expect(refusals[0]).toMatchObject({ reason: 'NOT_LISTED' });
    expect(target.server.openConnections).toBe(0);
  });

  it('sessions and streams of a removed member are cut within a second, the others go on', async () => {
    const { url, source, target } = await open();
    const removed = [session(url, alice), session(url, alice)];
    const stream = http2Ask(removed[0]!, { ':path': '/stream' });
    await http2Ask(removed[1]!).ended;
    const others = session(url, bob);
    const kept = http2Ask(others, { ':path': '/stream' });
    const late = http2Ask(others, { ':path': '/late' });
    await until(() => stream.body !== '' && kept.body !== '');
    const before = Date.now();
    source.swap(snapshot([entry(member('bob'), bob)], undefined, 2));
    await Promise.all(removed.map(closed));
    expect(await stream.ended).toMatch(/^(RST_8|ERR_)/);
    expect(Date.now() - before).toBeLessThan(1_000);
    expect(await late.ended).toBe('late');
    const { length } = kept.body;
    await until(() => kept.body.length > length);
    expect(target.server.openConnections).toBe(1);
  });

  it('each request is looked up again, even when nobody announced the change', async () => {
    const source = both();
    let current = source.current();
    const silent = { current: () => current, onChange: () => () => {}, close: () => {} };
    const { url, refusals } = await open(silent as never);
    const one = session(url, alice);
    expect(await http2Ask(one).ended).toBe('alice');
    current = snapshot([entry(member('alice'), alice)], Date.now() - 1);
    const refused = http2Ask(one);
    expect(JSON.parse(await refused.ended).errors[0].extensions.code).toBe('LIST_EXPIRED');
    expect(refused.status).toBe(503);
    current = snapshot([]);
    http2Ask(one);
    await closed(one);
    expect(refusals.map(({ reason }) => reason)).toEqual(['LIST_EXPIRED', 'NOT_LISTED']);
  });

  it('the role is checked and identity headers are stripped', async () => {
    const { url } = await open(both(), { accepts: ['gateway'] });
    const refused = http2Ask(session(url, alice));
    expect(JSON.parse(await refused.ended).errors[0].extensions.code).toBe('ROLE');
    const echo = await open(both(), { http2: (req, res) => res.end(JSON.stringify([req.headers, req.rawHeaders])) });
    const headers = { 'x-ssl-client-cert': 'spoofed', forwarded: 'for=spoofed', 'x-kept': 'kept' };
    const body = await http2Ask(session(echo.url, alice), headers).ended;
    expect(body).not.toContain('spoofed');
    expect(body).toContain('kept');
  });

  it('a session of the greatest age ends what it serves, then closes', async () => {
    const { url, target } = await open(both(), { maxConnectionAgeMs: 100 });
    const old = session(url, alice);
    const late = http2Ask(old, { ':path': '/late' });
    await new Promise((resolve) => old.once('goaway', resolve));
    expect(late.body).toBe('');
    expect(await late.ended).toBe('late');
    await until(() => target.server.openConnections === 0);
  });

  it('a session that opens streams to cancel them is destroyed, the others are served', async () => {
    const { url, refusals, target } = await open();
    const abusive = session(url, alice);
    await http2Ask(abusive).ended;
    for (let round = 0; round < 40 && refusals.length === 0; round++) {
      for (let i = 0; i < 10 && refusals.length === 0; i++) {
        const { stream } = http2Ask(abusive, { ':path': '/stream' });
        setImmediate(() => stream.close(8));
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // Asked of the server: the client of Node sometimes forgets to say that its socket has gone.
    await until(() => target.server.openConnections === 0);
    expect(refusals).toMatchObject([{ reason: 'HTTP2_ABUSE', memberId: 'alice' }]);
    expect(await http2Ask(session(url, bob)).ended).toBe('bob');
  });

  it('streams at once, the size and the number of headers are bounded', async () => {
    const { url } = await open();
    const one = session(url, alice);
    const settings = await new Promise<{ maxConcurrentStreams?: number }>((resolve) =>
      one.once('remoteSettings', resolve),
    );
    expect(settings).toMatchObject({ maxConcurrentStreams: 100, maxHeaderListSize: 16_384 });
    const large = http2Ask(
      one,
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x-${i}`, 'x'.repeat(1_000)])),
    );
    expect(await large.ended).not.toBe('alice');
    const many = http2Ask(
      session(url, alice),
      Object.fromEntries(Array.from({ length: 115 }, (_, i) => [`x-${i}`, 'x'])),
    );
    expect(await many.ended).not.toBe('alice');
  });

  it('a body that does not end is given up', async () => {
    const { url } = await open(both(), {
      requestTimeoutMs: 150,
      http2: (req, res) => req.on('end', () => res.end()).resume(),
    });
    const slow = session(url, alice).request({ ':path': '/', ':method': 'POST' }, { endStream: false });
    slow.on('error', () => {});
    const end = new Promise<number>((resolve) => slow.once('close', () => resolve(slow.rstCode)));
    slow.write('never ends');
    expect(await end).toBe(8);
  });

  it('a listener that closes lets the stream in flight end', async () => {
    const { url, target } = await open();
    const late = http2Ask(session(url, alice), { ':path': '/late' });
    await until(() => target.server.openConnections === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await target.server.close(1_000);
    expect(await late.ended).toBe('late');
  });
});
