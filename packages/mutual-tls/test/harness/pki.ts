import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import forge from 'node-forge';
import type { TlsIdentity } from '../../src/index.js';

const { pki, asn1, md } = forge;
const DAY = 86_400_000;

interface Pair {
  publicKey: string;
  privateKey: string;
}

function rsaPair(): Pair {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

interface Template {
  name: string;
  uses?: ('client' | 'server')[];
  notBefore?: number;
  notAfter?: number;
  authority?: boolean;
}

function issue(t: Template, subject: Pair, issuer?: { cert: string; privateKey: string }): string {
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(subject.publicKey);
  certificate.serialNumber = `4${randomBytes(8).toString('hex').slice(1)}`;
  certificate.validity.notBefore = new Date(t.notBefore ?? Date.now() - DAY);
  certificate.validity.notAfter = new Date(t.notAfter ?? Date.now() + DAY);
  certificate.setSubject([{ name: 'commonName', value: t.name }]);
  certificate.setIssuer(
    issuer ? pki.certificateFromPem(issuer.cert).subject.attributes : [{ name: 'commonName', value: t.name }],
  );
  const uses = t.uses ?? ['client', 'server'];
  certificate.setExtensions(
    t.authority
      ? [
          { name: 'basicConstraints', cA: true, critical: true },
          { name: 'keyUsage', keyCertSign: true, critical: true },
        ]
      : [{ name: 'extKeyUsage', clientAuth: uses.includes('client'), serverAuth: uses.includes('server') }],
  );
  const key = createPrivateKey(issuer?.privateKey ?? subject.privateKey);
  const signer = {
    sign: () => {
      const der = asn1.toDer(certificate.tbsCertificate as forge.asn1.Asn1).getBytes();
      return sign('sha256', Buffer.from(der, 'binary'), key).toString('binary');
    },
  };
  certificate.sign(signer as unknown as forge.pki.rsa.PrivateKey, md.sha256.create());
  return pki.certificateToPem(certificate);
}

/** A root, two sibling intermediates and a stranger root, made at run time; leaves share one key pair, which is quick. */
export function makePki() {
  const [rootPair, subPair, leafPair] = [rsaPair(), rsaPair(), rsaPair()];
  const root = { cert: issue({ name: 'root', authority: true }, rootPair), privateKey: rootPair.privateKey };
  const intermediate = (name: string) => ({
    cert: issue({ name, authority: true }, subPair, root),
    privateKey: subPair.privateKey,
  });
  const [members, sibling] = [intermediate('members'), intermediate('sibling')];
  const stranger = { cert: issue({ name: 'stranger', authority: true }, subPair), privateKey: subPair.privateKey };
  const ca = [root.cert, members.cert];
  const identity = (cert: string): TlsIdentity => ({ key: leafPair.privateKey, cert, ca });
  return {
    ca,
    /** The authorities with their keys, for their CRLs. */
    root,
    members,
    stranger,
    leaf: (t: Template) => identity(issue(t, leafPair, members) + members.cert),
    /** One whose key is its own. */
    otherLeaf: (t: Template) => {
      const pair = rsaPair();
      return { key: pair.privateKey, cert: issue(t, pair, members) + members.cert, ca };
    },
    ofSibling: (t: Template) => identity(issue(t, leafPair, sibling) + sibling.cert),
    ofStranger: (t: Template) => identity(issue(t, leafPair, stranger) + stranger.cert),
    selfSigned: (t: Template) => identity(issue(t, leafPair)),
    anotherKey: () => rsaPair().privateKey,
  };
}

export type Pki = ReturnType<typeof makePki>;
