import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Crl } from '../src/crl/crl.js';
import { type CrlAlarm, MutualTlsAgents, RevocationLists, type TlsIdentity } from '../src/index.js';
import { type CrlTemplate, extension, makeCrl } from './harness/crl.js';
import { bareAgent, box, entry, listener, member, outcome, rawConnection, snapshot, until } from './harness/network.js';
import { makePki, type Pki } from './harness/pki.js';

const HOUR = 3_600_000;
let dir: string;
let pki: Pki;
let alice: TlsIdentity;
let bob: TlsIdentity;
let server: TlsIdentity;
let serial: string;
const cleanups: (() => unknown)[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'crl-'));
  pki = makePki();
  alice = pki.leaf({ name: 'alice' });
  bob = pki.leaf({ name: 'bob' });
  server = pki.leaf({ name: 'server' });
  serial = new X509Certificate(alice.cert).serialNumber;
});
afterAll(async () => {
  for (const act of cleanups.reverse()) await act();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

let files = 0;
let file: string;
let alarms: CrlAlarm[];
beforeEach(() => {
  file = join(dir, `${files++}.crl`);
  alarms = [];
});

async function write(t: CrlTemplate = {}, issuer = pki.members) {
  writeFileSync(file, (await makeCrl(issuer, t)).pem);
}

function open(paths = [file]) {
  const lists = new RevocationLists({
    files: paths,
    ca: pki.ca,
    pollMs: 20,
    onAlarm: (alarm) => alarms.push(alarm),
  });
  cleanups.push(() => lists.close());
  return lists;
}

const codes = () => alarms.map(({ code }) => code);
const isRevoked = (lists: RevocationLists, identity = alice) => lists.revoked(new X509Certificate(identity.cert));

describe('a CRL', () => {
  it('revokes the serials of its authority, in PEM of either label, in DER, and several in one file', async () => {
    const { pem, der } = await makeCrl(pki.members, { serials: [serial] });
    const ofRoot = (await makeCrl(pki.root)).pem;
    const forms = [
      pem.replaceAll('X509 CRL', 'CRL'),
      pem.replaceAll(/(BEGIN|END) (X509 )?CRL/g, '$1 X509 CRL'),
      der,
      ofRoot + pem,
      pem + ofRoot,
    ];
    for (const form of forms) {
      writeFileSync(file, form);
      const lists = open();
      expect([isRevoked(lists), isRevoked(lists, bob)]).toEqual([true, false]);
    }
  });

  it('of the root revokes an intermediate, so all that it issued', async () => {
    await write({ serials: [new X509Certificate(pki.members.cert).serialNumber] }, pki.root);
    expect(isRevoked(open())).toBe(true);
  });

  it('whose serial is that of a certificate of another authority revokes nothing of ours', async () => {
    await write({ serials: [serial] }, pki.root);
    expect(isRevoked(open())).toBe(false);
  });

  it('that is expired, of the future, foreign, forged, with SHA-1, partial or not a CRL alarms and refuses nobody', async () => {
    const now = Date.now();
    const forged = { cert: pki.members.cert, privateKey: pki.root.privateKey };
    const cases: [string, Buffer | string][] = [
      ['EXPIRED', (await makeCrl(pki.members, { serials: [serial], nextUpdate: now - 1_000 })).pem],
      ['NOT_YET_VALID', (await makeCrl(pki.members, { serials: [serial], thisUpdate: now + HOUR })).pem],
      ['FOREIGN', (await makeCrl(pki.stranger, { serials: [serial] })).pem],
      ['SIGNATURE', (await makeCrl(forged, { serials: [serial] })).pem],
      ['SIGNATURE', (await makeCrl(pki.members, { serials: [serial], hash: 'SHA-1' })).pem],
      [
        'MALFORMED',
        (await makeCrl(pki.members, { serials: [serial], extensions: [extension('2.5.29.27', false)] })).der,
      ],
      [
        'MALFORMED',
        (await makeCrl(pki.members, { serials: [serial], extensions: [extension('2.5.29.28', true)] })).der,
      ],
      ['MALFORMED', pki.members.cert],
      ['MALFORMED', Buffer.from([0x30, 0x82])],
      ['MALFORMED', ''],
    ];
    for (const [code, content] of cases) {
      writeFileSync(file, content);
      alarms = [];
      expect(isRevoked(open()), code).toBe(false);
      expect(codes()).toEqual([code, 'MISSING', 'MISSING']);
      expect(alarms[0]!.message).toContain(file);
    }
  });

  it('that is missing alarms, and is taken when it comes', async () => {
    const lists = open();
    expect(codes()).toEqual(['UNREADABLE', 'MISSING', 'MISSING']);
    await write({ serials: [serial] });
    await until(() => isRevoked(lists));
    expect(lists.status()).toContainEqual({
      authority: 'CN=members',
      nextUpdate: expect.any(Number),
      revoked: 1,
    });
  });

  it('stays in force when the next one is bad, older, removed, or late', async () => {
    await write({ serials: [serial], number: 7, nextUpdate: Date.now() + 1_500 });
    const lists = open();
    alarms = [];
    writeFileSync(file, 'half a fi');
    await until(() => codes().includes('MALFORMED'));
    await write({ number: 6 });
    await until(() => codes().includes('OLDER'));
    rmSync(file);
    await until(() => codes().includes('UNREADABLE'));
    expect(isRevoked(lists)).toBe(true);
    await until(() => codes().includes('STALE'));
    expect(isRevoked(lists)).toBe(true);
    expect(codes()).toHaveLength(4);
    await write({ number: 8 });
    await until(() => !isRevoked(lists));
  });

  it('however it is damaged, is refused', async () => {
    const { der } = await makeCrl(pki.members, { serials: [serial], number: 7 });
    const key = new X509Certificate(pki.members.cert).publicKey;
    expect(new Crl(der).signedBy(key)).toBe(true);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
            const damaged = Buffer.from(der);
            damaged[at]! ^= flip;
            return damaged;
          }),
          fc.nat(der.length - 1).map((length) => der.subarray(0, length)),
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          let accepted = false;
          try {
            accepted = new Crl(bytes).signedBy(key);
          } catch (error) {
            expect((error as Error).name).toBe('DerError');
          }
          expect(accepted).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('under the whitelist', () => {
  it('a listed certificate that a CRL names is refused, whatever its entry says', async () => {
    await write({ serials: [serial] });
    const target = await listener(server, box(entry(member('alice'), alice), entry(member('bob'), bob)), {
      revocations: open(),
    });
    cleanups.push(() => target.server.close(0));
    expect(await outcome(target.url, bareAgent(alice))).toMatch(/^E/);
    expect(target.refusals[0]).toMatchObject({ reason: 'REVOKED', memberId: 'alice' });
    expect(await outcome(target.url, bareAgent(bob))).toBe('200');
  });

  it('a new CRL closes the open sockets of the certificate that it names, and those only', async () => {
    await write();
    const target = await listener(server, box(entry(member('alice'), alice), entry(member('bob'), bob)), {
      revocations: open(),
    });
    cleanups.push(() => target.server.close(0));
    const sockets = [rawConnection(target.port, alice), rawConnection(target.port, bob)];
    await until(() => target.server.openConnections === 2);
    await write({ serials: [serial] });
    await sockets[0]!.closed;
    await until(() => target.server.openConnections === 1);
    expect(sockets[1]!.socket.destroyed).toBe(false);
    sockets[1]!.socket.destroy();
  });

  it('expired or missing CRLs leave everybody in', async () => {
    await write({ serials: [serial], nextUpdate: Date.now() - 1 });
    const target = await listener(server, box(entry(member('alice'), alice)), { revocations: open() });
    cleanups.push(() => target.server.close(0));
    expect(await outcome(target.url, bareAgent(alice))).toBe('200');
    expect(codes()).toEqual(['EXPIRED', 'MISSING', 'MISSING']);
  });

  it('an outbound agent refuses a server that a CRL names, cuts the socket that it had, and those only', async () => {
    await write();
    const source = box();
    const [named, spared] = [await listener(server, source), await listener(bob, source)];
    source.swap(
      snapshot([
        entry(member('gw', { kind: 'gateway' }), alice),
        entry(member('region-11', { kind: 'region', endpoints: [named.url] }), server),
        entry(member('region-84', { kind: 'region', endpoints: [spared.url] }), bob),
      ]),
    );
    const lists = open();
    const agents = new MutualTlsAgents({ identity: alice, source, revocations: lists });
    cleanups.push(
      () => named.server.close(0),
      () => spared.server.close(0),
      () => agents.close(),
    );
    const askBoth = () =>
      Promise.all([
        outcome(named.url, agents.agentFor('region-11')),
        outcome(spared.url, agents.agentFor('region-84')),
      ]);
    expect(await askBoth()).toEqual(['200', '200']);
    await write({ serials: [new X509Certificate(server.cert).serialNumber], number: 2 });
    await until(() => named.server.openConnections === 0);
    expect(await askBoth()).toEqual(['ERR_REVOKED', '200']);
    await write({ number: 3 });
    await until(() => !isRevoked(lists, server));
    expect(await askBoth()).toEqual(['200', '200']);
    expect(spared.server.decisions.admitted).toBe(1);
  });
});
