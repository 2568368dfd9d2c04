import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as unknown as Crypto);
const DAY = 86_400_000;

export interface CrlTemplate {
  serials?: string[];
  thisUpdate?: number;
  nextUpdate?: number;
  number?: number;
  hash?: 'SHA-1' | 'SHA-256' | 'SHA-384';
  extensions?: x509.Extension[];
}

/** A CRL made by another implementation than the one that reads it. */
export async function makeCrl(
  issuer: { cert: string; privateKey: string },
  t: CrlTemplate = {},
): Promise<{ pem: string; der: Buffer }> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: t.hash ?? 'SHA-256' };
  const pkcs8 = Buffer.from(issuer.privateKey.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  const crl = await x509.X509CrlGenerator.create({
    issuer: new x509.X509Certificate(issuer.cert).subjectName,
    thisUpdate: new Date(t.thisUpdate ?? Date.now() - DAY),
    nextUpdate: new Date(t.nextUpdate ?? Date.now() + DAY),
    entries: (t.serials ?? []).map((serialNumber) => ({ serialNumber, revocationDate: new Date() })),
    extensions: [
      ...(t.number === undefined ? [] : [new x509.Extension('2.5.29.20', false, integer(t.number))]),
      ...(t.extensions ?? []),
    ],
    signingAlgorithm: algorithm,
    signingKey: signingKey as unknown as CryptoKey,
  });
  return { pem: crl.toString('pem'), der: Buffer.from(crl.rawData) };
}

export function extension(id: string, critical: boolean): x509.Extension {
  return new x509.Extension(id, critical, integer(1));
}

function integer(value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([2, 1, value]);
}
