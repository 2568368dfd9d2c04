import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberOf, type TlsIdentity } from '../src/index.js';
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

const DAY = 86_400_000;
let pki: Pki;
let serverIdentity: TlsIdentity;
let alice: TlsIdentity;
const cleanups: (() => unknown)[] = [];

beforeAll(() => {
  pki = makePki();
  serverIdentity = pki.leaf({ name: 'server' });
  alice = pki.leaf({ name: 'alice' });
});
afterAll(() => Promise.all(cleanups.map((act) => act())));

async function open(...args: Parameters<typeof listener>) {
  const opened = await listener(...args);
  cleanups.push(() => opened.server.close(0));
  return opened;
}

describe('who may connect', () => {
  it('serves a listed certificate and gives its member to the handler', async () => {
    const source = box(entry(member('alice', { profile: 3 }), alice));
    const { url } = await open(serverIdentity, source, {
      handler: (req, res) => res.end(JSON.stringify(memberOf(req))),
    });
    const answer = await ask(url, bareAgent(alice));
    expect(JSON.parse(answer.body)).toMatchObject({ id: 'alice', kind: 'consumer', profile: 3 });
  });

  it('refuses in the handshake what OpenSSL refuses, and says its reason and the address', async () => {
    const now = Date.now();
    const cases: [string, Partial<TlsIdentity>, string | RegExp][] = [
      [
        'another CA',
        pki.ofStranger({ name: 'alice' }),
        /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)/,
      ],
      ['expired', pki.leaf({ name: 'alice', notBefore: now - 2 * DAY, notAfter: now - DAY }), 'CERT_HAS_EXPIRED'],
      [
        'not yet valid',
        pki.leaf({ name: 'alice', notBefore: now + DAY, notAfter: now + 2 * DAY }),
        'CERT_NOT_YET_VALID',
      ],
      ['self-signed', pki.selfSigned({ name: 'alice' }), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ['no certificate', { ca: pki.ca }, 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'],
      ['a server certificate', pki.leaf({ name: 'alice', uses: ['server'] }), 'INVALID_PURPOSE'],
    ];
    for (const [name, identity, reason] of cases) {
      const certificate = identity.cert === undefined ? [] : [entry(member('alice'), identity as TlsIdentity)];
      const target = await open(serverIdentity, box(...certificate));
      const result = await outcome(target.url, bareAgent({ ...identity, ca: pki.ca }));
      expect(result, name).toMatch(/^E/);
      await until(() => target.refusals.length > 0);
      expect(target.refusals[0], name).toMatchObject({ reason: 'TLS', remoteAddress: '127.0.0.1' });
      expect(target.refusals[0]?.detail, name).toMatch(reason);
      expect(target.served, name).toBe(0);
    }
  });

  it('destroys the socket of a certificate that is not listed, before a byte is served', async () => {
    const cases: [string, TlsIdentity][] = [
      ['right CA', pki.leaf({ name: 'mallory' })],
      ['renewed certificate of a listed member, same name', pki.leaf({ name: 'alice' })],
      ['sibling intermediate under the same root', pki.ofSibling({ name: 'alice' })],
    ];
    for (const [name, identity] of cases) {
      const target = await open(serverIdentity, box(entry(member('alice'), alice)));
      const raw = rawConnection(target.port, { ...identity, ca: pki.ca });
      raw.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
      await raw.closed;
      await until(() => target.refusals.length > 0);
      expect(target.refusals[0], name).toMatchObject({ reason: 'NOT_LISTED', remoteAddress: '127.0.0.1' });
      expect(raw.received, name).toBe('');
      expect(target.served, name).toBe(0);
    }
  });

  it('refuses a certificate listed for the other direction, an entry out of its dates, an expired list', async () => {
    const who = member('alice');
    const hour = 3_600_000;
    const now = Date.now();
    const cases = [
      ['WRONG_USE', box(entry(who, alice, { uses: ['server'] }))],
      ['EXPIRED', box(entry(who, alice, { notAfter: now - 1 }))],
      ['NOT_YET_VALID', box(entry(who, alice, { notBefore: now + hour }))],
    ] as const;
    for (const [reason, source] of cases) {
      const target = await open(serverIdentity, source);
      expect(await outcome(target.url, bareAgent(alice)), reason).toMatch(/^E/);
      await until(() => target.refusals.length > 0);
      expect(target.refusals[0]).toMatchObject({ reason, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(target.served).toBe(0);
    }
    const expiring = box(entry(who, alice));
    const target = await open(serverIdentity, expiring);
    expiring.swap(snapshot([entry(who, alice)], Date.now() - 1));
    expect(await outcome(target.url, bareAgent(alice))).toMatch(/^E/);
    expect(target.refusals[0]).toMatchObject({ reason: 'LIST_EXPIRED', memberId: 'alice' });
  });

  it('answers 403 naming the rule to a kind that the listener does not serve', async () => {
    const source = box(entry(member('alice'), alice));
    const target = await open(serverIdentity, source, { accepts: ['gateway'] });
    const { status, body } = await ask(target.url, bareAgent(alice));
    expect(status).toBe(403);
    expect(JSON.parse(body).errors[0]).toMatchObject({
      message: expect.stringContaining('gateway'),
      extensions: { code: 'ROLE' },
    });
    expect(target.refusals[0]).toMatchObject({ reason: 'ROLE', memberId: 'alice' });
    expect(target.served).toBe(0);
  });

  it('decides the same whatever server name the client sends', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)));
    const mallory = pki.leaf({ name: 'mallory' });
    for (const servername of ['', 'server', 'SERVER', 'Server.', 'another.test', 'localhost']) {
      expect(await outcome(target.url, bareAgent(alice, { servername })), servername).toBe('200');
      expect(await outcome(target.url, bareAgent(mallory, { servername })), servername).toMatch(/^E/);
    }
  });

  it('bounds the connections of one certificate, not those of the others', async () => {
    const bob = pki.leaf({ name: 'bob' });
    const source = box(entry(member('alice'), alice), entry(member('bob'), bob));
    const target = await open(serverIdentity, source, { maxConnectionsPerCertificate: 2 });
    const first = [rawConnection(target.port, alice), rawConnection(target.port, alice)];
    await until(() => target.server.openConnections === 2);
    await rawConnection(target.port, alice).closed;
    expect(target.refusals[0]).toMatchObject({ reason: 'TOO_MANY_CONNECTIONS', memberId: 'alice' });
    expect(await outcome(target.url, bareAgent(bob))).toBe('200');
    for (const { socket } of first) socket.destroy();
  });
});

describe('what TLS lets through', () => {
  it('never resumes a session, in TLS 1.2 nor 1.3', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)));
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const first = rawConnection(target.port, alice, { minVersion: version, maxVersion: version });
      let session: Buffer | undefined;
      first.socket.on('session', (ticket) => {
        session = ticket;
      });
      await first.secured;
      await new Promise((resolve) => setTimeout(resolve, 50));
      session ??= first.socket.getSession();
      first.socket.destroy();
      const again = rawConnection(target.port, alice, {
        minVersion: version,
        maxVersion: version,
        ...(session && { session }),
      });
      await again.secured;
      expect(again.socket.isSessionReused(), version).toBe(false);
      again.socket.destroy();
    }
  });

  it('does not let a stolen session in without its key', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)));
    const first = rawConnection(target.port, alice, { maxVersion: 'TLSv1.2' });
    await first.secured;
    const session = first.socket.getSession()!;
    const thief = rawConnection(target.port, { ca: pki.ca }, { maxVersion: 'TLSv1.2', session });
    await thief.closed;
    expect(target.refusals[0]).toMatchObject({ reason: 'TLS' });
  });

  it('refuses TLS 1.1, ciphers without forward secrecy, and plain HTTP', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)));
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await rawConnection(target.port, alice, old).closed;
    expect(target.refusals.at(-1)?.detail).toBe('ERR_SSL_UNSUPPORTED_PROTOCOL');
    await rawConnection(target.port, alice, { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }).closed;
    expect(target.refusals.at(-1)?.detail).toBe('ERR_SSL_NO_SHARED_CIPHER');
    const plain = connectTcp(target.port, '127.0.0.1');
    let received = '';
    plain.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    plain.on('error', () => {});
    plain.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise((resolve) => plain.once('close', resolve));
    expect(target.refusals.at(-1)?.detail).toBe('ERR_SSL_HTTP_REQUEST');
    expect(received).not.toContain('HTTP/1.1');
    expect(target.served).toBe(0);
  });

  it('refuses the first renegotiation', async () => {
    const target = await open(serverIdentity, box(entry(member('alice'), alice)));
    const { socket, secured, closed } = rawConnection(target.port, alice, { maxVersion: 'TLSv1.2' });
    await secured;
    const refused = new Promise<boolean>((resolve) => {
      socket.renegotiate({}, (error) => resolve(error !== null));
      closed.then(() => resolve(true));
    });
    expect(await refused).toBe(true);
  });

  it('cuts a handshake that does not end', async () => {
    const target = await open(serverIdentity, box(), { handshakeTimeoutMs: 150 });
    const silent = connectTcp(target.port, '127.0.0.1');
    silent.on('error', () => {});
    await new Promise((resolve) => silent.once('close', resolve));
    expect(target.refusals[0]).toMatchObject({ detail: 'ERR_TLS_HANDSHAKE_TIMEOUT', remoteAddress: '127.0.0.1' });
  });
});

describe('what a request may claim', () => {
  it('strips the headers by which a proxy would state an identity, and keeps the others', async () => {
    const source = box(entry(member('alice'), alice));
    const { url } = await open(serverIdentity, source, {
      handler: (req, res) =>
        res.end(JSON.stringify({ headers: req.headers, raw: req.rawHeaders, distinct: req.headersDistinct })),
    });
    const spoofed = [
      'X-SSL-Client-Cert',
      'X-SSL-Client-S-DN',
      'SSL_CLIENT_VERIFY',
      'X-Forwarded-Client-Cert',
      'X-Forwarded-For',
      'X-Forwarded-Proto',
      'Forwarded',
      'Client-Cert',
      'Client-Cert-Chain',
      'X-Client-Cert',
      'X-Client-DN',
      'X-Real-IP',
      'X-Remote-User',
      'Remote-User',
      'X-ARR-ClientCert',
      'X-Amzn-Mtls-Clientcert',
    ];
    const headers = Object.fromEntries(spoofed.map((name) => [name, 'CN=spoofed']));
    const { body } = await ask(url, bareAgent(alice), {
      ...headers,
      'X-Request-Id': 'kept',
      accept: 'application/json',
    });
    expect(body).not.toContain('spoofed');
    expect(JSON.parse(body).headers).toMatchObject({ 'x-request-id': 'kept', accept: 'application/json' });
  });
});
