import { createHash, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { PublicJwk } from '../document/index.js';

const generate = promisify(generateKeyPair);

/** A PEM pair; private keys in PKCS#8. */
export interface PemPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function makeRsaKey(modulusLength: 2048 | 3072): Promise<PemPair> {
  return generate('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

export interface SigningKey {
  readonly kid: string;
  readonly jwk: PublicJwk;
  readonly privateKey: string;
}

/** A P-256 key for ES256; its id is its thumbprint (RFC 7638). */
export async function makeSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x: x!, y: y! };
  const canonical = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x, y });
  const kid = createHash('sha256').update(canonical).digest('base64url');
  return { kid, jwk, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
