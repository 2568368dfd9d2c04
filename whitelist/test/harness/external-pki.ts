import 'reflect-metadata';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { cryptoProvider, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { issueAuthority, issueMember, subjectOf } from '../../src/authority/issue.js';
import { makeRsaKey, type PemPair } from '../../src/authority/keys.js';

cryptoProvider.set(crypto);

const HOUR = 3_600_000;

/** An authority that is not ours: root, intermediate, and the leaves asked of it. */
export async function makeExternalPki(name: string) {
  const [root, intermediate] = await Promise.all([makeRsaKey(2048), makeRsaKey(2048)]);
  const dates = { notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + 1_000 * HOUR) };
  const rootPem = issueAuthority({ subject: subjectOf(`${name} racine`, name), ...root, ...dates });
  const intermediatePem = issueAuthority({
    subject: subjectOf(`${name} ACI`, name),
    ...intermediate,
    ...dates,
    issuer: { certificate: rootPem, privateKey: root.privateKey },
  });
  return {
    rootPem,
    intermediatePem,
    ca: rootPem + intermediatePem,
    leaf: (commonName: string, uses: readonly ('client' | 'server')[], key: Pick<PemPair, 'publicKey'>, more = {}) =>
      issueMember({
        commonName,
        organisation: name,
        publicKey: key.publicKey,
        ...dates,
        issuer: { certificate: intermediatePem, privateKey: intermediate.privateKey },
        uses,
        hosts: [],
        ...more,
      }),
  };
}

export function ecPair(namedCurve = 'P-256'): PemPair {
  return generateKeyPairSync('ec', {
    namedCurve,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** A request signed by a fresh EC key. */
export async function ecCsr(namedCurve: 'P-256' | 'P-384' | 'P-521'): Promise<string> {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=essai',
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  return request.toString('pem');
}
