import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Header that carries the assertion. */
export const ASKER_HEADER = 'inter-ror-demandeur';
/** Header by which a region says for which profile it answered a gateway. */
export const ANSWERED_PROFILE_HEADER = 'x-inter-ror-profil';
/** Seconds that an assertion holds; and how far apart two clocks may be. */
export const LIFE_S = 60;
export const SKEW_S = 60;
/** Longest assertion read: a certificate of a few KiB and a perimeter. */
export const MAX_CHARACTERS = 12 * 1024;
export const TYPE = 'inter-ror-demandeur+jws';

const text = z.string().max(200);

/** What a gateway states: who asks, until when, for which request. */
export const statement = z.strictObject({
  /** Id of the member in the whitelist; `public` for who came without a certificate. */
  membre: text,
  profil: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  perimetre: z.array(text).max(32),
  role: text.nullable(),
  /** Identifier of the national request, for the journals. */
  requete: text,
  /** Method and path, and SHA-256 of the body: the assertion is worth for that request alone. */
  cible: text,
  corps: z.string().regex(/^[0-9a-f]{64}$/),
  /** Epoch seconds. */
  iat: z.int(),
  exp: z.int(),
});
export type Statement = z.infer<typeof statement>;

/** What is stated of the asker, whatever the request. */
export type Asker = Pick<Statement, 'membre' | 'profil' | 'perimetre' | 'role'>;

export function digestOf(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Algorithm of a key (RFC 7518): decided by the key, never by what is received. */
export function algorithmOf(key: KeyObject): { alg: string; hash: string } | undefined {
  if (key.asymmetricKeyType === 'rsa') return { alg: 'RS256', hash: 'sha256' };
  if (key.asymmetricKeyType !== 'ec') return undefined;
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'prime256v1':
      return { alg: 'ES256', hash: 'sha256' };
    case 'secp384r1':
      return { alg: 'ES384', hash: 'sha384' };
    case 'secp521r1':
      return { alg: 'ES512', hash: 'sha512' };
    default:
      return undefined;
  }
}
