import { X509Certificate } from 'node:crypto';
import type { TlsIdentity } from './identity.js';

const MAX_DEPTH = 8;

/** The authorities that a host trusts, and the way from a certificate up to their root. */
export class Authorities {
  readonly all: readonly X509Certificate[];
  /** Certificates read, one given twice counted twice. */
  readonly count: number;

  /** @param ca PEM texts, of one or several certificates each */
  constructor(ca: readonly string[]) {
    const blocks = ca.flatMap((pem) => pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []);
    const read = blocks.map((block) => new X509Certificate(block));
    this.count = read.length;
    this.all = [...new Map(read.map((certificate) => [certificate.fingerprint256, certificate])).values()];
  }

  issuerOf(certificate: X509Certificate): X509Certificate | undefined {
    return this.all.find(
      (authority) => authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
    );
  }

  /** The certificate, its issuer and so on to a self-signed root; undefined when the way does not reach one. */
  path(certificate: X509Certificate): X509Certificate[] | undefined {
    const path = [certificate];
    for (let child = certificate; path.length <= MAX_DEPTH; ) {
      const issuer = this.issuerOf(child);
      if (issuer === undefined) return undefined;
      if (issuer.fingerprint256 === child.fingerprint256) return path;
      path.push(issuer);
      child = issuer;
    }
    return undefined;
  }
}

/** Whether the authorities that an identity trusts hold the root of its own certificate, as those of a network do. */
export function holdsOwnRoot({ cert, ca }: TlsIdentity): boolean {
  const root = new Authorities([...ca, cert]).path(new X509Certificate(cert))?.at(-1);
  return (
    root !== undefined && new Authorities(ca).all.some(({ fingerprint256 }) => fingerprint256 === root.fingerprint256)
  );
}
