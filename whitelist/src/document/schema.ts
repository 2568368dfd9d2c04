import { z } from 'zod';
import { publicJwk } from './jws.js';

const text = (max: number) => z.string().max(max);
const instant = z.iso.datetime().refine((date) => Number.isFinite(Date.parse(date)), 'date invalide');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'empreinte SHA-256 attendue : 64 chiffres hexadécimaux minuscules');
const version = z.int().min(1);

export const instanceName = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,62}$/, 'majuscules, chiffres et tirets, 63 au plus');
const regionCode = z.string().regex(/^\d{2}$/, 'code région : deux chiffres');
export const memberKind = z.enum(['region', 'consumer', 'gateway', 'authority']);
export const profile = z.int().min(0).max(5).nullable();
export const perimeter = z.union([z.tuple([z.literal('*')]), z.array(regionCode).max(32)]);
export const regionCodes = z.array(regionCode).max(32);
export const label = text(200).min(1);
export const contact = text(320);
export const endpoints = z.array(text(300).refine(isBaseUrl, 'adresse de base attendue : https://hôte:port')).max(16);

const certificate = z.object({
  sha256,
  spki: sha256,
  issuer: text(500),
  serial: z.string().regex(/^[0-9A-Fa-f]{1,64}$/),
  notBefore: instant,
  notAfter: instant,
  use: z
    .array(z.enum(['client', 'server']))
    .min(1)
    .max(2),
  slot: z.enum(['current', 'next']),
});

export const entryFields = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'minuscules, chiffres et tirets, 64 au plus'),
  kind: memberKind,
  regions: regionCodes,
  org: text(64),
  label,
  contact,
  status: z.enum(['pending', 'active', 'suspended', 'revoked']),
  statusSince: instant,
  reason: text(500).nullable(),
  certs: z.array(certificate).max(8),
  endpoints,
  profile,
  perimeter,
  notBefore: instant,
  notAfter: instant,
};

const entry = z
  .object(entryFields)
  .refine((e) => e.kind !== 'region' || e.regions.length > 0, 'une entrée « region » porte au moins un code région');

/** The payload of a signed list. Unknown members are tolerated, an unknown `schema` is not. */
export const whitelistDocument = z.object({
  schema: z.literal(1),
  instance: instanceName,
  version,
  /** SHA-256 of the previous version's payload; null for the first. */
  prev: sha256.nullable(),
  issuedAt: instant,
  notBefore: instant,
  expires: instant,
  /** Seconds during which a heartbeat vouches for the list. */
  heartbeatMaxAge: z.int().min(1).max(86_400),
  /** Head of the authority's audit chain, when it keeps one. */
  auditHead: sha256.nullable(),
  entries: z.array(entry).max(10_000),
});

export const rootKey = z.strictObject({ kid: text(64).min(1), jwk: publicJwk });
/** A public key of the offline root. */
export type RootKey = z.infer<typeof rootKey>;

/** The payload that the offline root signs: which keys may sign lists. */
export const keySetDocument = z.object({
  schema: z.literal(1),
  instance: instanceName,
  version,
  issuedAt: instant,
  keys: z
    .array(z.object({ kid: text(64).min(1), jwk: publicJwk }))
    .min(1)
    .max(8),
  /** Another root that may sign the key sets after this one. */
  nextRoot: rootKey.optional(),
});

/** The payload of a heartbeat. */
export const heartbeatDocument = z.object({
  schema: z.literal(1),
  instance: instanceName,
  version,
  /** SHA-256 of the payload of the list in force. */
  digest: sha256,
  issuedAt: instant,
  expires: instant,
});

export type HeartbeatDocument = z.infer<typeof heartbeatDocument>;
export type WhitelistDocument = z.infer<typeof whitelistDocument>;
export type WhitelistEntry = z.infer<typeof entry>;
export type EntryCertificate = z.infer<typeof certificate>;
export type KeySetDocument = z.infer<typeof keySetDocument>;

/** Whether an address is that of a server: https, a host, a port, and nothing else. */
export function isBaseUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(address);
  return protocol === 'https:' && pathname === '/' && `${search}${hash}${username}${password}` === '';
}
