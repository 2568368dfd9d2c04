import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { WhitelistError } from './error.js';

/** Flattened JWS (RFC 7515 §7.2.2), with exactly these members: an unprotected header would be unsigned. */
export const flattenedJws = z.strictObject({ protected: z.string(), payload: z.string(), signature: z.string() });
export type FlattenedJws = z.infer<typeof flattenedJws>;

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A P-256 public key (RFC 7517); a private one (`d`) is refused. */
export const publicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
export type PublicJwk = z.infer<typeof publicJwk>;

const MAX_HEADER_BYTES = 1024;
const REDIRECTING = ['crit', 'jwk', 'jku', 'x5c', 'x5u', 'x5t', 'x5t#S256', 'b64'];

/** Signs the payload's bytes as they are: ES256 (RFC 7518 §3.4). */
export function signJws(payload: Uint8Array, typ: string, kid: string, privateKeyPem: string): FlattenedJws {
  const header = encode(Buffer.from(JSON.stringify({ alg: 'ES256', kid, typ })));
  const body = encode(payload);
  const key = { key: createPrivateKey(privateKeyPem), dsaEncoding: 'ieee-p1363' as const };
  return { protected: header, payload: body, signature: encode(sign('sha256', Buffer.from(`${header}.${body}`), key)) };
}

/**
 * Verifies a flattened JWS over the bytes received and gives back its payload's bytes and its key's id.
 * The algorithm is ES256 whatever the header says, and the key comes from `keyOf` alone.
 * @throws WhitelistError `FORMAT`, `HEADER`, `ALGORITHM`, `UNKNOWN_KEY`, `SIGNATURE`
 */
export function verifyJws(
  jws: FlattenedJws,
  typ: string,
  keyOf: (kid: string) => PublicJwk | undefined,
): { payload: Buffer; kid: string } {
  const header = readHeader(jws.protected);
  for (const member of REDIRECTING) {
    if (member in header)
      throw new WhitelistError('HEADER', `L’en-tête signé porte « ${member} », qui est interdit ici.`);
  }
  if (header.alg !== 'ES256') {
    throw new WhitelistError('ALGORITHM', `Algorithme de signature « ${String(header.alg)} » : seul ES256 est admis.`);
  }
  const { kid, ...others } = header;
  if (others.typ !== typ || typeof kid !== 'string' || Object.keys(others).length !== 2) {
    throw new WhitelistError('HEADER', `L’en-tête signé doit porter alg, kid et typ (« ${typ} »), et rien d’autre.`);
  }
  const jwk = keyOf(kid);
  if (jwk === undefined) {
    throw new WhitelistError('UNKNOWN_KEY', `La clé « ${kid} » n’est pas une clé de signature de cette liste blanche.`);
  }
  const signature = decode(jws.signature, 'signature');
  const signed = Buffer.from(`${jws.protected}.${jws.payload}`);
  const key = { key: toKey(jwk), dsaEncoding: 'ieee-p1363' as const };
  if (signature.length !== 64 || !verify('sha256', signed, key, signature)) {
    throw new WhitelistError('SIGNATURE', `La signature ne correspond pas à la clé « ${kid} » : contenu altéré.`);
  }
  return { payload: decode(jws.payload, 'payload'), kid };
}

function readHeader(encoded: string): Record<string, unknown> {
  if (encoded.length > MAX_HEADER_BYTES) throw new WhitelistError('FORMAT', 'En-tête signé trop long.');
  const header = parseJson(decode(encoded, 'protected'), 'l’en-tête signé');
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new WhitelistError('FORMAT', 'L’en-tête signé n’est pas un objet JSON.');
  }
  return header as Record<string, unknown>;
}

function toKey(jwk: PublicJwk): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch (cause) {
    throw new WhitelistError('UNKNOWN_KEY', 'La clé publique n’est pas un point de la courbe P-256.', { cause });
  }
}

/** @throws WhitelistError `FORMAT` when the bytes are not UTF-8 JSON */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new WhitelistError('FORMAT', `Le contenu de ${what} n’est pas du JSON en UTF-8.`, { cause });
  }
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** Only the canonical spelling: two spellings of the same bytes would be two documents for one signature. */
function decode(text: string, member: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (encode(bytes) !== text) throw new WhitelistError('FORMAT', `« ${member} » n’est pas du base64url canonique.`);
  return bytes;
}
