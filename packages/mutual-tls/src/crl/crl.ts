import { type KeyObject, verify } from 'node:crypto';
import {
  BIT_STRING,
  BOOLEAN,
  DerError,
  DerReader,
  EXPLICIT_0,
  GENERALIZED_TIME,
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
  type Tlv,
  UTC_TIME,
} from './der.js';

/** What a CRL says (RFC 5280, 5.1). Instants are epoch milliseconds. */
export interface CrlContent {
  readonly number: bigint | null;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Serial numbers, as {@link serialKey} writes them. */
  readonly revoked: ReadonlySet<string>;
}

/** Signature algorithms, by the hexadecimal of their identifier. SHA-1 is not one. */
const HASHES = new Map([
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
]);
const CRL_NUMBER = '551d14';
const AUTHORITY_KEY_IDENTIFIER = '551d23';
const DELTA_CRL_INDICATOR = '551d1b';

/** A CRL whose envelope alone was read: its content is parsed once its signature has been verified, never before. */
export class Crl {
  readonly issuer: Buffer;
  readonly #tbs: Tlv;
  readonly #fields: DerReader;
  readonly #signature: Buffer;
  readonly #hash: string | undefined;

  /** @throws DerError when the bytes are not the envelope of a CRL */
  constructor(private readonly der: Buffer) {
    const outer = new DerReader(der);
    const whole = outer.next(SEQUENCE);
    outer.finish();
    const parts = outer.inside(whole);
    this.#tbs = parts.next(SEQUENCE);
    const algorithm = parts.next(SEQUENCE);
    const signature = parts.next(BIT_STRING);
    parts.finish();
    if (der[signature.content] !== 0) throw new DerError('signature : nombre de bits inattendu');
    this.#signature = der.subarray(signature.content + 1, signature.end);
    this.#fields = parts.inside(this.#tbs);
    if (this.#fields.peek() === INTEGER) this.#fields.next(INTEGER);
    const inner = this.#fields.next(SEQUENCE);
    if (!this.#raw(inner).equals(this.#raw(algorithm))) throw new DerError('deux algorithmes de signature');
    this.#hash = HASHES.get(this.#hex(parts.inside(algorithm).next(OBJECT_IDENTIFIER)));
    this.issuer = this.#raw(this.#fields.next(SEQUENCE));
  }

  /** Whether this key signed the list, with an algorithm that is still accepted. */
  signedBy(key: KeyObject): boolean {
    if (this.#hash === undefined) return false;
    try {
      return verify(this.#hash, this.#raw(this.#tbs), key, this.#signature);
    } catch {
      return false;
    }
  }

  /**
   * To call once, after {@link signedBy}.
   * @throws DerError when malformed, partial (delta) or marked with a critical extension that is not understood
   */
  content(): CrlContent {
    const fields = this.#fields;
    const thisUpdate = this.#time(fields);
    const next = fields.peek();
    if (next !== UTC_TIME && next !== GENERALIZED_TIME) throw new DerError('pas de date de prochaine mise à jour');
    const nextUpdate = this.#time(fields);
    const revoked = new Set<string>();
    if (fields.peek() === SEQUENCE) {
      const entries = fields.inside(fields.next(SEQUENCE));
      while (!entries.done) {
        revoked.add(serialKey(this.#hex(entries.inside(entries.next(SEQUENCE)).next(INTEGER))));
      }
    }
    let number: bigint | null = null;
    if (!fields.done) {
      const wrapper = fields.inside(fields.next(EXPLICIT_0));
      number = this.#extensions(wrapper.inside(wrapper.next(SEQUENCE)));
    }
    fields.finish();
    return { number, thisUpdate, nextUpdate, revoked };
  }

  #extensions(extensions: DerReader): bigint | null {
    let number: bigint | null = null;
    while (!extensions.done) {
      const fields = extensions.inside(extensions.next(SEQUENCE));
      const id = this.#hex(fields.next(OBJECT_IDENTIFIER));
      const critical = fields.peek() === BOOLEAN && this.der[fields.next(BOOLEAN).content] !== 0;
      const value = fields.next(OCTET_STRING);
      if (id === CRL_NUMBER) number = BigInt(`0x${this.#hex(fields.inside(value).next(INTEGER)) || '0'}`);
      else if (id === DELTA_CRL_INDICATOR || (critical && id !== AUTHORITY_KEY_IDENTIFIER)) {
        throw new DerError(`extension ${id} : liste partielle ou portée non reconnue, fournissez la liste complète`);
      }
    }
    return number;
  }

  #time(fields: DerReader): number {
    const short = fields.peek() === UTC_TIME;
    const { content, end } = fields.next(short ? UTC_TIME : GENERALIZED_TIME);
    const text = this.der.toString('latin1', content, end);
    const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
    const instant = match === null || match[1]!.length !== (short ? 2 : 4) ? Number.NaN : toInstant(match);
    if (Number.isNaN(instant)) throw new DerError('date illisible');
    return instant;
  }

  #raw({ start, end }: Tlv): Buffer {
    return this.der.subarray(start, end);
  }

  #hex({ content, end }: Tlv): string {
    return this.der.toString('hex', content, end);
  }
}

/** One spelling of a serial number: lower-case hexadecimal without leading zeros. */
export function serialKey(hexadecimal: string): string {
  return hexadecimal.toLowerCase().replace(/^0+(?=.)/, '');
}

/** The subject of a certificate, in DER: `X509Certificate` gives only a text of it. */
export function subjectOf(certificate: Buffer): Buffer {
  const outer = new DerReader(certificate);
  const parts = outer.inside(outer.next(SEQUENCE));
  const fields = parts.inside(parts.next(SEQUENCE));
  if (fields.peek() === EXPLICIT_0) fields.next(EXPLICIT_0);
  fields.next(INTEGER);
  // Signature algorithm, issuer, validity.
  for (let i = 0; i < 3; i++) fields.next(SEQUENCE);
  const { start, end } = fields.next(SEQUENCE);
  return certificate.subarray(start, end);
}

/** Two-digit years are of this century below 50 (RFC 5280, 4.1.2.5.1). */
function toInstant([, year, month, day, hour, minute, second]: RegExpExecArray): number {
  const full = year!.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  return Date.parse(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
