import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import { type AdmissionSource, fingerprintOf, type Member } from '@inter-ror/mutual-tls';
import { z } from 'zod';
import { algorithmOf, digestOf, MAX_CHARACTERS, SKEW_S, type Statement, statement, TYPE } from './statement.js';

/** What an assertion came with. */
export interface Received {
  /** The member at the other end of the socket. */
  member: Member;
  /** Method and path, such as `POST /graphql`. */
  cible: string;
  body: string;
}

/** Why an assertion is not taken: 403. */
export interface RefusedAssertion {
  code: 'ASSERTION_REFUSEE';
  message: string;
}

const header = z.strictObject({ alg: z.string(), typ: z.literal(TYPE), x5c: z.array(z.string()).length(1) });

interface Signer {
  fingerprint: string;
  key: KeyObject;
}
const CERTIFICATES_MAX = 64;

/** Reads what gateways state, against the whitelist in force. */
export class AssertionReader {
  readonly #source: Pick<AdmissionSource, 'current'>;
  readonly #signers = new Map<string, Signer>();

  constructor(source: Pick<AdmissionSource, 'current'>) {
    this.#source = source;
  }

  /**
   * The asker that a gateway states for this very request: signed with a certificate that the list gives to the gateway
   * that sent it, in date, of this body.
   */
  read(token: string, received: Received, nowMs = Date.now()): Statement | RefusedAssertion {
    const { member } = received;
    if (member.kind !== 'gateway') return refuse(`le membre ${member.id} n’est pas une passerelle`);
    if (token.length > MAX_CHARACTERS) return refuse(`elle dépasse ${MAX_CHARACTERS} caractères`);
    const parts = token.split('.');
    const [head, payload, signature] = parts;
    if (parts.length !== 3 || !head || !payload || !signature) return refuse('ce n’est pas un JWS compact');
    const read = header.safeParse(decode(head));
    const told = statement.safeParse(decode(payload));
    if (!read.success || !told.success) return refuse('sa forme n’est pas celle attendue');
    const signer = this.#signer(read.data.x5c[0]!);
    if (signer === undefined) return refuse('son certificat est illisible');
    const listed = this.#source.current().certificate(signer.fingerprint, 'client');
    if (listed?.member.id !== member.id || nowMs < listed.notBefore || nowMs > listed.notAfter) {
      return refuse(`son certificat n’est pas un certificat de ${member.id} dans la liste blanche`);
    }
    const algorithm = algorithmOf(signer.key);
    const bytes = Buffer.from(signature, 'base64url');
    const key = { key: signer.key, dsaEncoding: 'ieee-p1363' as const };
    if (
      algorithm?.alg !== read.data.alg ||
      bytes.toString('base64url') !== signature ||
      !verify(algorithm.hash, Buffer.from(`${head}.${payload}`), key, bytes)
    ) {
      return refuse('sa signature est fausse');
    }
    const { cible, corps, iat, exp } = told.data;
    if (cible !== received.cible || corps !== digestOf(received.body)) {
      return refuse('elle a été faite pour une autre demande');
    }
    const now = nowMs / 1000;
    if (iat > now + SKEW_S || exp < now - SKEW_S || exp - iat > 2 * SKEW_S) {
      return refuse('elle n’est pas, ou plus, valable : vérifiez les horloges');
    }
    return told.data;
  }

  #signer(x5c: string): Signer | undefined {
    const known = this.#signers.get(x5c);
    if (known !== undefined) return known;
    try {
      const certificate = new X509Certificate(Buffer.from(x5c, 'base64'));
      const signer = { fingerprint: fingerprintOf(certificate.toString()), key: certificate.publicKey };
      if (this.#signers.size >= CERTIFICATES_MAX) this.#signers.clear();
      this.#signers.set(x5c, signer);
      return signer;
    } catch {
      return undefined;
    }
  }
}

export function isRefused(read: Statement | RefusedAssertion): read is RefusedAssertion {
  return 'code' in read;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function refuse(why: string): RefusedAssertion {
  return { code: 'ASSERTION_REFUSEE', message: `L’assertion sur le demandeur est refusée : ${why}.` };
}
