import { generateKeyPairSync } from 'node:crypto';
import type { Trust, VerifierState } from '../../src/document/index.js';
import { type FlattenedJws, type PublicJwk, signJws, verifyList } from '../../src/document/index.js';

export interface Key {
  kid: string;
  jwk: PublicJwk;
  privateKey: string;
}

export function makeKey(kid: string): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x: x!, y: y! };
  return { kid, jwk, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

export const root = makeKey('root');
export const online = makeKey('online');
export const trust: Trust = { schema: 1, instance: 'TEST', root: { kid: root.kid, jwk: root.jwk } };

const iso = (offsetMs: number) => new Date(Date.now() + offsetMs).toISOString();
const STARTED = iso(0);
export const HOUR = 3_600_000;

export function listEntry(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    kind: 'region',
    regions: ['11'],
    org: '750712184',
    label: id,
    contact: '',
    status: 'active',
    statusSince: iso(-HOUR),
    reason: null,
    certs: [listCertificate(id)],
    endpoints: ['https://127.0.0.1:8443'],
    profile: 3,
    perimeter: ['*'],
    notBefore: iso(-HOUR),
    notAfter: iso(24 * HOUR),
    ...more,
  };
}

export function listCertificate(seed: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    sha256: Buffer.from(seed.padEnd(32, '.')).toString('hex').slice(0, 64),
    spki: 'b'.repeat(64),
    issuer: 'CN=members',
    serial: '4A',
    notBefore: iso(-HOUR),
    notAfter: iso(24 * HOUR),
    use: ['client', 'server'],
    slot: 'current',
    ...more,
  };
}

export function listPayload(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schema: 1,
    instance: 'TEST',
    version: 5,
    prev: 'a'.repeat(64),
    issuedAt: iso(0),
    notBefore: iso(0),
    expires: iso(24 * HOUR),
    heartbeatMaxAge: 60,
    auditHead: null,
    entries: [listEntry('one'), listEntry('two')],
    ...more,
  };
}

export function keySet(more: Record<string, unknown> = {}, by = root, keys = [online]): FlattenedJws {
  const published = keys.map(({ kid, jwk }) => ({ kid, jwk }));
  const payload = { schema: 1, instance: 'TEST', version: 1, issuedAt: STARTED, keys: published, ...more };
  return signJws(Buffer.from(JSON.stringify(payload)), 'whitelist-keys+jws', by.kid, by.privateKey);
}

export function signList(payload: unknown, by = online): FlattenedJws {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return signJws(Buffer.from(text), 'whitelist+jws', by.kid, by.privateKey);
}

export function publish(list: FlattenedJws, keys: FlattenedJws = keySet()): Buffer {
  return Buffer.from(JSON.stringify({ keys, list }));
}

/** A published list with this payload, correctly signed. */
export const listOf = (more: Record<string, unknown> = {}) => publish(signList(listPayload(more)));

/** The code of the error by which a list is refused, or `accepted`. */
export function verdict(bytes: Uint8Array, previous?: VerifierState, now?: number): string {
  try {
    verifyList(bytes, trust, previous, now);
    return 'accepted';
  } catch (error) {
    return (error as { code?: string }).code ?? `bare ${String(error)}`;
  }
}
