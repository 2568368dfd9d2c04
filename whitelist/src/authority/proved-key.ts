import { createHash, type KeyObject } from 'node:crypto';

/** Curves admitted: OpenSSL's name, then NIST's. */
export const CURVES: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
]);

/** A public key that its holder has proved, or that an authority certified. */
export interface ProvedKey {
  /** SPKI, PEM. */
  readonly publicKey: string;
  /** SHA-256 of the SPKI in DER, lower-case hexadecimal. */
  readonly spki: string;
}

export function provedKey(key: KeyObject): ProvedKey {
  return { publicKey: key.export({ type: 'spki', format: 'pem' }).toString(), spki: spkiOf(key) };
}

export function spkiOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Why a key is too weak, or of a kind not admitted: RSA of 2048 to 8192 bits, or P-256, P-384, P-521. */
export function weaknessOf(key: KeyObject): string | undefined {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = 'inconnue' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength < 2048 || modulusLength > 8192) return `clé RSA de ${modulusLength} bits, 2048 à 8192 admis`;
    return publicExponent < 65_537n ? `exposant public ${publicExponent}, 65537 au moins` : undefined;
  }
  if (key.asymmetricKeyType !== 'ec') return `clé ${key.asymmetricKeyType}, RSA ou EC admises`;
  return CURVES.has(namedCurve) ? undefined : `courbe ${namedCurve}, admises : ${[...CURVES.values()].join(', ')}`;
}
