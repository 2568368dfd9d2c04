// The library reads its decorators' metadata as soon as it is loaded.
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  Pkcs10CertificateRequest,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { MemberIssuance } from './issue.js';
import { CURVES } from './proved-key.js';

cryptoProvider.set(crypto);

const SIGNING = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** A PKCS#10 request in its parts; nothing in it is verified. */
export interface RawRequest {
  readonly key: KeyObject;
  /** The bytes that its signature covers, as received. */
  readonly signed: Uint8Array;
  /** DER for ECDSA. */
  readonly signature: Uint8Array;
  readonly algorithm: string;
  /** `SHA-256`… */
  readonly hash: string;
}

/** Takes a request apart, whatever its key. @throws Error when it is not one */
export function splitRequest(pem: string): RawRequest {
  const request = new Pkcs10CertificateRequest(pem);
  const { name, hash } = request.signatureAlgorithm as unknown as { name: string; hash: string | { name: string } };
  return {
    key: createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' }),
    signed: new Uint8Array(Reflect.get(request, 'tbs') as ArrayBuffer),
    signature: new Uint8Array(request.signature),
    algorithm: name,
    hash: typeof hash === 'string' ? hash : hash.name,
  };
}

/** A P-256 key and the request that proves its possession, both in PEM. */
export async function makeEllipticKeyAndCsr(o: {
  commonName: string;
  organisation: string;
}): Promise<{ key: string; csr: string }> {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: new Name([{ CN: [{ utf8String: o.commonName }] }, { O: [{ utf8String: o.organisation }] }]),
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { key: key.export({ type: 'pkcs8', format: 'pem' }).toString(), csr: `${csr.toString('pem')}\n` };
}

/** {@link issueMember} for an EC key, signed by the same RSA intermediate. */
export async function issueEllipticMember(o: MemberIssuance): Promise<string> {
  const publicKey = createPublicKey(o.publicKey).export({ type: 'spki', format: 'der' });
  const pkcs8 = createPrivateKey(o.issuer.privateKey).export({ type: 'pkcs8', format: 'der' });
  const parent = new X509Certificate(o.issuer.certificate);
  const importable = await webcrypto.subtle.importKey('spki', publicKey, curveOf(o.publicKey), true, ['verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: o.serialNumber,
    subject: new Name([{ CN: [{ utf8String: o.commonName }] }, { O: [{ utf8String: o.organisation }] }]),
    issuer: parent.subjectName,
    notBefore: o.notBefore,
    notAfter: o.notAfter,
    publicKey: importable,
    signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, SIGNING, false, ['sign']),
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(
        o.uses.map((use) => (use === 'client' ? ExtendedKeyUsage.clientAuth : ExtendedKeyUsage.serverAuth)),
      ),
      ...(o.hosts.length > 0
        ? [
            new SubjectAlternativeNameExtension(
              o.hosts.map((host) => ({ type: isIP(host) ? ('ip' as const) : ('dns' as const), value: host })),
            ),
          ]
        : []),
      await SubjectKeyIdentifierExtension.create(importable),
      await AuthorityKeyIdentifierExtension.create(parent),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

function curveOf(publicKey: string) {
  const { namedCurve = '' } = createPublicKey(publicKey).asymmetricKeyDetails ?? {};
  return { name: 'ECDSA', namedCurve: CURVES.get(namedCurve)! };
}
