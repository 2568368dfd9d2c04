import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FlattenedJws, readTrust, type VerifierState, verifyList } from '../src/document/index.js';
import {
  HOUR,
  keySet,
  listCertificate,
  listEntry,
  listOf,
  listPayload,
  makeKey,
  online,
  publish,
  root,
  signList,
  trust,
  verdict,
} from './harness/signed-list.js';

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The good list under another protected header, signed anew over it unless told otherwise. */
function withHeader(header: Record<string, unknown>, signature?: (input: string) => Buffer): Buffer {
  const list = signList(listPayload());
  const input = `${base64url(header)}.${list.payload}`;
  const es256 = () => sign('sha256', Buffer.from(input), { key: online.privateKey, dsaEncoding: 'ieee-p1363' });
  return publish({
    ...list,
    protected: base64url(header),
    signature: (signature ?? es256)(input).toString('base64url'),
  });
}

const header = { alg: 'ES256', kid: 'online', typ: 'whitelist+jws' };

describe('a list is accepted', () => {
  it('when everything is in order, with the members and pins of its active entries only', () => {
    const entries = [
      listEntry('active', { endpoints: ['https://ROR.exemple.invalid:8443/'] }),
      listEntry('revoked', { status: 'revoked', reason: 'clé perdue' }),
      listEntry('suspended', { status: 'suspended' }),
      listEntry('pending', { status: 'pending', certs: [] }),
      listEntry('consumer', {
        kind: 'consumer',
        regions: [],
        certs: [listCertificate('consumer', { use: ['client'] })],
      }),
    ];
    const { snapshot } = verifyList(listOf({ entries }), trust);
    expect(snapshot.members.map(({ id }) => id)).toEqual(['active', 'consumer']);
    expect(snapshot.members[0]!.endpoints).toEqual(['https://ror.exemple.invalid:8443']);
    const fingerprint = (id: string) => listCertificate(id).sha256 as string;
    expect(snapshot.certificate(fingerprint('active'), 'server')?.member.regionCodes).toEqual(['11']);
    expect(snapshot.certificate(fingerprint('consumer'), 'server')).toBeUndefined();
    expect(snapshot.certificate(fingerprint('revoked'), 'client')).toBeUndefined();
    expect(snapshot.certificate(fingerprint('suspended'), 'client')).toBeUndefined();
    expect([...snapshot.serverPins('active')]).toEqual([fingerprint('active')]);
    expect(snapshot.serverPins('consumer').size).toBe(0);
    expect(snapshot.serverPins('revoked').size).toBe(0);
  });

  it('with members that this version does not know, at every level', () => {
    const entries = [listEntry('one', { invented: 1, certs: [listCertificate('one', { invented: 2 })] })];
    expect(verdict(listOf({ entries, invented: 3 }))).toBe('accepted');
  });

  it('and bounds each certificate by its own dates and its entry’s', () => {
    const early = new Date(Date.now() + HOUR).toISOString();
    const byEntry = verifyList(listOf({ entries: [listEntry('one', { notAfter: early })] }), trust).snapshot;
    const certs = [listCertificate('one', { notAfter: early })];
    const byCertificate = verifyList(listOf({ entries: [listEntry('one', { certs })] }), trust).snapshot;
    for (const snapshot of [byEntry, byCertificate]) {
      expect(snapshot.certificate(certs[0]!.sha256 as string, 'client')?.notAfter).toBe(Date.parse(early));
    }
  });
});

describe('a list is refused', () => {
  const good = signList(listPayload());
  const hmac = (input: string) => createHmac('sha256', JSON.stringify(online.jwk)).update(input).digest();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const intruder = makeKey('online');
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  const duplicate = [listEntry('one'), listEntry('two', { certs: [listCertificate('one')] })];
  const upper = [listEntry('one', { certs: [listCertificate('one', { sha256: 'AB'.repeat(32) })] })];

  const cases: [string, string, () => Buffer][] = [
    [
      'signed by a key of the right name that is not in the set',
      'SIGNATURE',
      () => publish(signList(listPayload(), intruder)),
    ],
    ['signed by a key unknown to the set', 'UNKNOWN_KEY', () => publish(signList(listPayload(), makeKey('other')))],
    ['signed by the root itself', 'UNKNOWN_KEY', () => publish(signList(listPayload(), root))],
    ['whose key set another root signed', 'UNKNOWN_KEY', () => publish(good, keySet({}, makeKey('other')))],
    ['whose key set an impostor of the root signed', 'SIGNATURE', () => publish(good, keySet({}, makeKey('root')))],
    ['whose key set takes the place of the list', 'HEADER', () => publish(keySet(), keySet())],
    ['with alg none', 'ALGORITHM', () => withHeader({ ...header, alg: 'none' }, () => Buffer.alloc(0))],
    ['with HS256 keyed by the public key', 'ALGORITHM', () => withHeader({ ...header, alg: 'HS256' }, hmac)],
    [
      'with RS256',
      'ALGORITHM',
      () => withHeader({ ...header, alg: 'RS256' }, (i) => sign('sha256', Buffer.from(i), rsa)),
    ],
    ['with no alg', 'ALGORITHM', () => withHeader({ kid: 'online', typ: header.typ })],
    ['with an embedded key', 'HEADER', () => withHeader({ ...header, jwk: intruder.jwk })],
    ['with a key address', 'HEADER', () => withHeader({ ...header, jku: 'https://evil.test/keys' })],
    ['with a certificate chain', 'HEADER', () => withHeader({ ...header, x5c: ['AA=='] })],
    ['with a certificate address', 'HEADER', () => withHeader({ ...header, x5u: 'https://evil.test/cert' })],
    ['with crit', 'HEADER', () => withHeader({ ...header, crit: ['exp'] })],
    ['with an unencoded payload', 'HEADER', () => withHeader({ ...header, b64: false })],
    ['with any other header', 'HEADER', () => withHeader({ ...header, invented: 1 })],
    ['of another type', 'HEADER', () => withHeader({ ...header, typ: 'JWT' })],
    ['with an extra member beside the signature', 'FORMAT', () => publish({ ...good, header: {} } as FlattenedJws)],
    [
      'with an extra member beside the list',
      'FORMAT',
      () => Buffer.from(JSON.stringify({ keys: keySet(), list: good, x: 1 })),
    ],
    ['without its key set', 'FORMAT', () => Buffer.from(JSON.stringify({ list: good }))],
    ['in compact form', 'FORMAT', () => Buffer.from(`${good.protected}.${good.payload}.${good.signature}`)],
    ['empty', 'FORMAT', () => Buffer.alloc(0)],
    ['not UTF-8', 'FORMAT', () => Buffer.from([0x7b, 0xff, 0x7d])],
    ['after a byte order mark', 'FORMAT', () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), listOf()])],
    ['too large', 'SIZE', () => Buffer.alloc(8 * 1024 * 1024 + 1, ' ')],
    ['whose payload is not JSON', 'FORMAT', () => publish(signList('{"schema":1'))],
    ['of an unknown schema', 'SCHEMA', () => listOf({ schema: 2 })],
    ['of another instance', 'INSTANCE', () => listOf({ instance: 'OTHER' })],
    ['with a key set of another instance', 'INSTANCE', () => publish(good, keySet({ instance: 'OTHER' }))],
    [
      'of version 2^53',
      'SCHEMA',
      () => publish(signList(JSON.stringify(listPayload()).replace('"version":5', '"version":9007199254740992'))),
    ],
    ['of version 0', 'SCHEMA', () => listOf({ version: 0 })],
    ['of version 1.5', 'SCHEMA', () => listOf({ version: 1.5 })],
    ['of version "5"', 'SCHEMA', () => listOf({ version: '5' })],
    ['expired', 'EXPIRED', () => listOf({ issuedAt: at(-2 * HOUR), notBefore: at(-2 * HOUR), expires: at(-1) })],
    ['issued in the future', 'NOT_YET_VALID', () => listOf({ issuedAt: at(HOUR) })],
    ['not yet valid', 'NOT_YET_VALID', () => listOf({ notBefore: at(HOUR) })],
    ['valid for more than seven days', 'VALIDITY', () => listOf({ expires: at(8 * 24 * HOUR) })],
    ['that ends before it begins', 'VALIDITY', () => listOf({ notBefore: at(0), expires: at(-HOUR) })],
    ['with an impossible date', 'SCHEMA', () => listOf({ expires: '2026-02-30T00:00:00Z' })],
    ['with a date that is not one', 'SCHEMA', () => listOf({ expires: 'NaN' })],
    ['with a date in another zone', 'SCHEMA', () => listOf({ expires: '2026-12-01T00:00:00+02:00' })],
    ['with a fingerprint in two entries', 'DUPLICATE_FINGERPRINT', () => listOf({ entries: duplicate })],
    [
      'with a revoked fingerprint listed again',
      'DUPLICATE_FINGERPRINT',
      () => listOf({ entries: [listEntry('one', { status: 'revoked' }), duplicate[1]] }),
    ],
    [
      'with an id in two entries',
      'DUPLICATE_ID',
      () => listOf({ entries: [listEntry('one'), listEntry('one', { certs: [] })] }),
    ],
    ['with an upper-case fingerprint', 'SCHEMA', () => listOf({ entries: upper })],
    ['with a region that has no code', 'SCHEMA', () => listOf({ entries: [listEntry('one', { regions: [] })] })],
    ['with an unknown kind', 'SCHEMA', () => listOf({ entries: [listEntry('one', { kind: 'admin' })] })],
    ['with an unknown status', 'SCHEMA', () => listOf({ entries: [listEntry('one', { status: 'ok' })] })],
    ['with a profile out of bounds', 'SCHEMA', () => listOf({ entries: [listEntry('one', { profile: 6 })] })],
    [
      'with an endpoint in plain HTTP',
      'SCHEMA',
      () => listOf({ entries: [listEntry('one', { endpoints: ['http://h:1'] })] }),
    ],
    [
      'with an endpoint that carries a path',
      'SCHEMA',
      () => listOf({ entries: [listEntry('one', { endpoints: ['https://h:1/a'] })] }),
    ],
    ['with more than 10,000 entries', 'SCHEMA', () => listOf({ entries: Array.from({ length: 10_001 }, () => ({})) })],
  ];
  it.each(cases)('%s: %s', (_name, code, make) => {
    expect(verdict(make())).toBe(code);
  });

  it('with sixty seconds of tolerance for a clock that is late, and none for the expiry', () => {
    const now = Date.now();
    const list = listOf({ issuedAt: at(0), notBefore: at(0), expires: at(HOUR) });
    expect(verdict(list, undefined, now - 55_000)).toBe('accepted');
    expect(verdict(list, undefined, now - 65_000)).toBe('NOT_YET_VALID');
    expect(verdict(list, undefined, now + HOUR - 1_000)).toBe('accepted');
    expect(verdict(list, undefined, now + HOUR + 1_000)).toBe('EXPIRED');
  });
});

describe('after a list already accepted', () => {
  const accept = (bytes: Buffer, previous?: VerifierState) => verifyList(bytes, trust, previous).state;
  const five = listOf({ version: 5 });
  const before = accept(five);

  it('the same one is accepted again, another of the same version is an equivocation', () => {
    expect(verdict(five, before)).toBe('accepted');
    expect(verdict(listOf({ version: 5, heartbeatMaxAge: 61 }), before)).toBe('EQUIVOCATION');
  });

  it('an older one is a rollback', () => {
    expect(verdict(listOf({ version: 4 }), before)).toBe('ROLLBACK');
  });

  it('the next one must chain, and one after a gap need not', () => {
    expect(verdict(listOf({ version: 6, prev: before.digest }), before)).toBe('accepted');
    expect(verdict(listOf({ version: 6 }), before)).toBe('CHAIN_BREAK');
    expect(verdict(listOf({ version: 6, prev: null }), before)).toBe('CHAIN_BREAK');
    expect(verdict(listOf({ version: 9 }), before)).toBe('accepted');
  });

  it('the state of another network is refused', () => {
    expect(verdict(five, { ...before, instance: 'OTHER' })).toBe('INSTANCE');
  });

  it('a key set may not go back, nor differ under one version', () => {
    const newer = accept(
      publish(signList(listPayload({ version: 6, prev: before.digest })), keySet({ version: 2 })),
      before,
    );
    expect(verdict(publish(signList(listPayload({ version: 7 })), keySet({ version: 1 })), newer)).toBe(
      'KEYS_ROLLBACK',
    );
    const added = keySet({ version: 2 }, root, [online, makeKey('second')]);
    expect(verdict(publish(signList(listPayload({ version: 7 })), added), newer)).toBe('KEYS_ROLLBACK');
  });

  it('a stolen key that ran the version up is recovered from by the root’s next key set', () => {
    const ranUp = accept(listOf({ version: Number.MAX_SAFE_INTEGER }), before);
    expect(verdict(listOf({ version: 7 }), ranUp)).toBe('ROLLBACK');
    const second = makeKey('second');
    const recovered = publish(signList(listPayload({ version: 7 }), second), keySet({ version: 2 }, root, [second]));
    const after = accept(recovered, ranUp);
    expect(after).toMatchObject({ version: 7, kid: 'second', keysVersion: 2 });
    expect(verdict(listOf({ version: 8 }), after)).toBe('KEYS_ROLLBACK');
  });
});

describe('mutations', () => {
  const bytes = listOf();

  it('a list with any bit flipped is refused, by an error of its own kind', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (index, bit) => {
        const mutated = Buffer.from(bytes);
        mutated[index]! ^= 1 << bit;
        expect(verdict(mutated)).toMatch(/^[A-Z_]+$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('so is one truncated, prolonged, or with a part replaced by another list’s', () => {
    const other = publish(signList(listPayload({ version: 6 }), makeKey('online')), keySet({}, makeKey('root')));
    const text = bytes.toString();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.string({ minLength: 1 }), (length, tail) => {
        expect(verdict(bytes.subarray(0, length))).toMatch(/^[A-Z_]+$/);
        fc.pre(tail.trim() !== '');
        expect(verdict(Buffer.concat([bytes, Buffer.from(tail)]))).toMatch(/^[A-Z_]+$/);
      }),
      { numRuns: 200 },
    );
    const [good, bad] = [JSON.parse(text), JSON.parse(other.toString())];
    for (const jws of ['keys', 'list']) {
      for (const part of ['protected', 'payload', 'signature']) {
        if (good[jws][part] === bad[jws][part]) continue;
        const swapped = { ...good, [jws]: { ...good[jws], [part]: bad[jws][part] } };
        expect(verdict(Buffer.from(JSON.stringify(swapped))), `${jws}.${part}`).toMatch(/^[A-Z_]+$/);
      }
    }
  });
});

describe('the trust anchor', () => {
  it('is refused when it is not one, and when it carries a private key', () => {
    const anchors = [
      '',
      '{}',
      JSON.stringify({ ...trust, root: { ...trust.root, jwk: { ...trust.root.jwk, d: 'A' } } }),
    ];
    for (const anchor of anchors) {
      expect(() => readTrust(Buffer.from(anchor), 'trust.json')).toThrow(expect.objectContaining({ code: 'TRUST' }));
    }
    expect(readTrust(Buffer.from(JSON.stringify(trust)), 'trust.json')).toEqual(trust);
  });

  it('is refused when its key is not on the curve', () => {
    const off = { ...trust, root: { ...trust.root, jwk: { ...trust.root.jwk, x: 'A'.repeat(43) } } };
    expect(() => verifyList(listOf(), off)).toThrow(expect.objectContaining({ code: 'UNKNOWN_KEY' }));
  });
});
