import { X509Certificate } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of a certificate's DER; of a PEM chain, that of its first certificate. */
export function fingerprintOf(certificate: X509Certificate | string): string {
  const leaf = typeof certificate === 'string' ? new X509Certificate(certificate) : certificate;
  return leaf.fingerprint256.replaceAll(':', '').toLowerCase();
}
