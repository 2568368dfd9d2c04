import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { type SigningKey, signingKeyOf } from './signing-key.js';

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

export async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generate('ec', { namedCurve: 'P-256' });
  return signingKeyOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'clé neuve');
}
