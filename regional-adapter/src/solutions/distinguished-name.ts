import { X509Certificate } from 'node:crypto';

/** DN of a certificate as RFC 4514 writes it: the most specific part first. Node has escaped its values already. */
export function nomDistinctif(certificat: string): string {
  return new X509Certificate(certificat).subject.split('\n').reverse().join(',');
}
