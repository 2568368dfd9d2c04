import { generateKeyPairSync } from 'node:crypto';
import {
  type AdmissionSnapshot,
  buildSnapshot,
  fingerprintOf,
  type Member,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePki } from '../../mutual-tls/test/harness/pki.js';
import { ASKER_HEADER, type Asker, AskerSigner, AssertionReader, isRefused } from '../src/index.js';

const CIBLE = 'POST /graphql';
const BODY = '{"query":"{ regions { code } }"}';
const ASKER: Asker = { membre: 'logiciel', profil: 3, perimetre: ['53'], role: 'AUTOMATE' };
const member = (id: string, kind: Member['kind']): Member => ({
  id,
  kind,
  label: id,
  regionCodes: [],
  endpoints: [],
  profile: 1,
  perimeter: ['*'],
});

let gateway: TlsIdentity;
let other: TlsIdentity;
let stranger: TlsIdentity;
let snapshot: AdmissionSnapshot;
const source = { current: () => snapshot };
const passerelle = member('passerelle', 'gateway');

beforeAll(() => {
  const pki = makePki();
  gateway = pki.otherLeaf({ name: 'passerelle' });
  other = pki.otherLeaf({ name: 'autre' });
  stranger = pki.otherLeaf({ name: 'inconnue' });
  const entry = (of: Member, identity: TlsIdentity) => ({
    member: of,
    certificates: [
      {
        fingerprint: fingerprintOf(identity.cert),
        uses: ['client' as const],
        slot: 'current' as const,
        notBefore: 0,
        notAfter: Date.now() + 3_600_000,
      },
    ],
  });
  snapshot = buildSnapshot({
    version: 1,
    instance: 'TEST',
    expires: Date.now() + 3_600_000,
    entries: [entry(passerelle, gateway), entry(member('autre', 'gateway'), other)],
  });
});

const token = (identity = gateway, body = BODY, cible = CIBLE) =>
  new AskerSigner(identity).state(ASKER, 'demande-1').headers(cible, Buffer.from(body))[ASKER_HEADER]!;
const read = (given: string, over: { member?: Member; body?: string; cible?: string } = {}, now?: number) =>
  new AssertionReader(source).read(given, { member: passerelle, cible: CIBLE, body: BODY, ...over }, now);

describe('What a gateway states of who asks', () => {
  it('is read back by a region, and signed once for the same question', () => {
    expect(read(token())).toMatchObject({ ...ASKER, requete: 'demande-1' });
    const stated = new AskerSigner(gateway).state(ASKER, 'r');
    expect(stated.headers(CIBLE, Buffer.from(BODY))).toEqual(stated.headers(CIBLE, Buffer.from(BODY)));
    expect(stated.headers(CIBLE, Buffer.from(BODY))).not.toEqual(stated.headers(CIBLE, Buffer.from(`${BODY} `)));
  });

  it('is worth for its own request, its own gateway, and a minute', () => {
    const minute = 60_000;
    const refused: Record<string, ReturnType<typeof read>> = {
      body: read(token(), { body: BODY.replace('code', 'nom') }),
      path: read(token(), { cible: 'POST /autre' }),
      consumer: read(token(), { member: member('passerelle', 'consumer') }),
      anotherGateway: read(token(other)),
      stolen: read(token(), { member: member('autre', 'gateway') }),
      unlisted: read(token(stranger)),
      late: read(token(), {}, Date.now() + 3 * minute),
      early: read(token(), {}, Date.now() - 3 * minute),
      listEnded: read(token(), {}, Date.now() + 2 * 3_600_000),
    };
    for (const [name, result] of Object.entries(refused)) expect(isRefused(result), name).toBe(true);
    expect(isRefused(read(token(), {}, Date.now() + minute / 2))).toBe(false);
  });

  it('follows the certificate of the gateway when it changes', () => {
    const signer = new AskerSigner(other);
    signer.renew(gateway);
    const made = signer.state(ASKER, 'r').headers(CIBLE, Buffer.from(BODY))[ASKER_HEADER]!;
    expect(isRefused(read(made))).toBe(false);
  });

  it('is refused once altered anywhere, and never throws', () => {
    const whole = token();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(...'AZaz09-_.'), (at, letter) => {
        fc.pre(whole[at] !== letter);
        expect(isRefused(read(whole.slice(0, at) + letter + whole.slice(at + 1)))).toBe(true);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(isRefused(read(text))).toBe(true);
      }),
      { numRuns: 300 },
    );
    const [head, payload] = whole.split('.') as [string, string];
    const rewritten = (part: string, change: object) =>
      Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(part, 'base64url').toString()), ...change })).toString(
        'base64url',
      );
    for (const forged of [
      `${head}.${payload}.`,
      `${rewritten(head, { alg: 'none' })}.${payload}.AA`,
      `${rewritten(head, { alg: 'HS256' })}.${payload}.AA`,
      `${head}.${rewritten(payload, { profil: 1 })}.${whole.split('.')[2]}`,
      'a'.repeat(20_000),
    ]) {
      expect(isRefused(read(forged))).toBe(true);
    }
  });

  it('is signed by RSA or elliptic keys, and by no other', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => new AskerSigner({ ...gateway, key: ec.toString() })).not.toThrow();
    const ed = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => new AskerSigner({ ...gateway, key: ed.toString() })).toThrow(/P-256/);
  });
});
