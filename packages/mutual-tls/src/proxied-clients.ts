import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { Authorities } from './authorities.js';
import type { RevocationLists } from './crl/index.js';
import { fingerprintOf } from './fingerprint.js';

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const MAX_HEADER_CHARACTERS = 12 * 1024;
const MAX_KNOWN = 1_000;
const ONE_PEM = /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/;

/** A reverse proxy that ends TLS in front of a listener, and is believed for what its one header says. */
export interface DeclaredProxy {
  /** Of the certificate with which the proxy connects to the listener; see `fingerprintOf`. */
  readonly fingerprint: string;
  /** Header in which it puts its client's certificate, PEM then URL-encoded: nginx `$ssl_client_escaped_cert`. */
  readonly header: string;
}

/** A certificate that our authorities vouch for. Instants are epoch milliseconds, those of the whole path. */
export interface ProxiedCertificate {
  readonly fingerprint: string;
  readonly certificate: X509Certificate;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Reads and verifies the certificates that declared reverse proxies forward, as OpenSSL would have in the handshake. */
export class ProxiedClients {
  /** Lower-case names. */
  readonly headers: ReadonlySet<string>;
  readonly fingerprints: ReadonlySet<string>;
  readonly #headerOf: ReadonlyMap<string, string>;
  readonly #known = new Map<string, ProxiedCertificate>();
  #authorities: Authorities;

  constructor(
    proxies: readonly DeclaredProxy[],
    ca: readonly string[],
    private readonly revocations: RevocationLists | undefined,
  ) {
    this.#headerOf = new Map(proxies.map(({ fingerprint, header }) => [fingerprint, header.toLowerCase()]));
    this.headers = new Set(this.#headerOf.values());
    this.fingerprints = new Set(this.#headerOf.keys());
    this.#authorities = new Authorities(ca);
  }

  /** Trusts these authorities alone from now on. */
  trust(ca: readonly string[]): void {
    this.#authorities = new Authorities(ca);
    this.#known.clear();
  }

  /** The certificate in the header of this proxy, or the reason why it is not believed. */
  read(req: IncomingMessage | Http2ServerRequest, proxy: string, now: number): ProxiedCertificate | string {
    const header = this.#headerOf.get(proxy)!;
    const values = req.rawHeaders.filter((_, i, raw) => i % 2 === 1 && raw[i - 1]!.toLowerCase() === header);
    // Twice: one of them is the client's own.
    if (values.length !== 1) return `${values.length} en-têtes ${header} au lieu d’un`;
    const value = values[0]!;
    const read = this.#known.get(value) ?? this.#verify(value);
    if (typeof read === 'string') return read;
    if (now < read.notBefore || now >= read.notAfter) return 'certificat ou autorité hors de ses dates';
    return this.revocations?.revoked(read.certificate) ? 'certificat révoqué par une CRL' : read;
  }

  #verify(value: string): ProxiedCertificate | string {
    if (value.length > MAX_HEADER_CHARACTERS) return `en-tête de plus de ${MAX_HEADER_CHARACTERS} caractères`;
    let certificate: X509Certificate;
    try {
      const pem = decodeURIComponent(value);
      if (!ONE_PEM.test(pem)) return 'en-tête qui n’est pas un certificat PEM encodé pour URL';
      certificate = new X509Certificate(pem);
    } catch {
      return 'certificat illisible';
    }
    const path = this.#authorities.path(certificate);
    if (path === undefined) return 'certificat d’une autre autorité';
    // Named so by Node, it is the extended key usage; absent, it restricts nothing, as in a handshake.
    const usages = certificate.keyUsage as string[] | undefined;
    if (usages !== undefined && !usages.includes(CLIENT_AUTH)) return 'certificat qui n’est pas pour un client';
    const read: ProxiedCertificate = {
      fingerprint: fingerprintOf(certificate),
      certificate,
      notBefore: Math.max(...path.map(({ validFrom }) => Date.parse(validFrom))),
      notAfter: Math.min(...path.map(({ validTo }) => Date.parse(validTo))),
    };
    if (this.#known.size >= MAX_KNOWN) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(value, read);
    return read;
  }
}
