import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type KeySetDocument, type PublicJwk, publicJwk, WhitelistError } from '../document/index.js';
import type { AuthorityFiles } from './layout.js';

/** A P-256 key for ES256; its id is its thumbprint (RFC 7638). */
export interface SigningKey {
  readonly kid: string;
  readonly jwk: PublicJwk;
  /** PKCS#8, PEM. */
  readonly privateKey: string;
}

/** @throws WhitelistError `REFUSED` when it is not a private key on P-256 */
export function signingKeyOf(privateKey: string, file: string): SigningKey {
  try {
    const { kty, crv, x, y } = createPublicKey(createPrivateKey(privateKey)).export({ format: 'jwk' });
    const jwk = publicJwk.parse({ kty, crv, x, y });
    const canonical = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
    return { kid: createHash('sha256').update(canonical).digest('base64url'), jwk, privateKey };
  } catch (cause) {
    throw new WhitelistError('REFUSED', `${file} n’est pas une clé privée P-256 (PEM).`, { cause });
  }
}

/**
 * The key in force or the next one of an authority's folder, whichever has one of these ids. Both are looked at twice,
 * since another process may be putting the second in the place of the first.
 */
export function heldSigningKey(
  files: AuthorityFiles,
  kids: readonly string[],
): (SigningKey & { readonly file: string }) | undefined {
  for (const file of [files.signingKey, files.nextSigningKey, files.signingKey]) {
    if (!existsSync(file)) continue;
    const key = signingKeyOf(readFileSync(file, 'utf8'), file);
    if (kids.includes(key.kid)) return { ...key, file };
  }
  return undefined;
}

/** The payload of the key set in an authority's folder, which it has verified itself when it took it. */
export function keySetIn(files: AuthorityFiles): KeySetDocument {
  const { payload } = JSON.parse(readFileSync(files.keys, 'utf8')) as { payload: string };
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as KeySetDocument;
}
