import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import forge from 'node-forge';
import { WhitelistError } from '../document/index.js';
import { nativeSigner, subjectOf } from './issue.js';
import { makeRsaKey } from './keys.js';
import { type ProvedKey, provedKey, weaknessOf } from './proved-key.js';

const { pki, asn1, md } = forge;
const MAX_CSR_BYTES = 16 * 1024;
const RSA_HASHES = new Map([
  [pki.oids.sha256WithRSAEncryption, 'sha256'],
  [pki.oids.sha384WithRSAEncryption, 'sha384'],
  [pki.oids.sha512WithRSAEncryption, 'sha512'],
]);
const EC_HASHES = new Map([
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/**
 * A key and the PKCS#10 request that proves its possession, both in PEM.
 * @param o.type RSA 2048, which every solution reads, or P-256, made and used in a hundredth of the time @default RSA
 */
export async function makeKeyAndCsr(o: {
  commonName: string;
  organisation: string;
  type?: 'RSA' | 'EC';
}): Promise<{ key: string; csr: string }> {
  if (o.type === 'EC') return (await import('./elliptic.js')).makeEllipticKeyAndCsr(o);
  const pair = await makeRsaKey(2048);
  const csr = pki.createCertificationRequest();
  csr.publicKey = pki.publicKeyFromPem(pair.publicKey);
  csr.setSubject(subjectOf(o.commonName, o.organisation));
  csr.sign(
    nativeSigner(pair.privateKey, () => infoOf(csr)),
    md.sha256.create(),
  );
  return { key: pair.privateKey, csr: pki.certificationRequestToPem(csr).replaceAll('\r\n', '\n') };
}

/**
 * Checks a request: RSA of 2048 to 8192 bits or EC from P-256 up, signed by the key it carries with SHA-2. OpenSSL
 * verifies; the libraries only take the request apart. Its subject is not read: the authority names its members itself.
 * @throws WhitelistError `REFUSED`
 */
export async function readCsr(pem: string): Promise<ProvedKey> {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    throw refused(
      'c’est une clé privée, qui ne doit quitter son hôte pour personne : faites-en une autre, et envoyez la demande',
    );
  }
  if (pem.length > MAX_CSR_BYTES) throw refused(`elle dépasse ${MAX_CSR_BYTES} octets`);
  const request = await takenApart(pem);
  const weakness = weaknessOf(request.key);
  if (weakness !== undefined) throw refused(weakness);
  if (request.hash === undefined) throw refused('elle doit être signée avec SHA-256, SHA-384 ou SHA-512');
  if (!verify(request.hash, request.signed, request.key, request.signature)) {
    throw refused('sa signature n’est pas celle de la clé qu’elle porte');
  }
  return provedKey(request.key);
}

interface TakenApart {
  readonly key: KeyObject;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** OpenSSL's name; undefined when it is not admitted. */
  readonly hash: string | undefined;
}

async function takenApart(pem: string): Promise<TakenApart> {
  try {
    return rsaRequest(pem) ?? (await ecRequest(pem));
  } catch (cause) {
    throw refused('elle est illisible, ou sa clé n’est ni RSA ni EC', cause);
  }
}

/** Undefined when node-forge cannot read it: another kind of key, or not a request. */
function rsaRequest(pem: string): TakenApart | undefined {
  let csr: forge.pki.CertificateSigningRequest;
  let publicKey: string;
  try {
    csr = pki.certificationRequestFromPem(pem);
    publicKey = pki.publicKeyToPem(csr.publicKey as forge.pki.rsa.PublicKey);
  } catch {
    return undefined;
  }
  return {
    key: createPublicKey(publicKey),
    signed: Buffer.from(asn1.toDer(infoOf(csr)).getBytes(), 'binary'),
    signature: Buffer.from(csr.signature as string, 'binary'),
    hash: RSA_HASHES.get(csr.signatureOid ?? ''),
  };
}

async function ecRequest(pem: string): Promise<TakenApart> {
  const { algorithm, hash, ...parts } = (await import('./elliptic.js')).splitRequest(pem);
  return { ...parts, hash: algorithm === 'ECDSA' ? EC_HASHES.get(hash) : undefined };
}

function infoOf(csr: forge.pki.CertificateSigningRequest): forge.asn1.Asn1 {
  return (csr as unknown as { certificationRequestInfo: forge.asn1.Asn1 }).certificationRequestInfo;
}

function refused(reason: string, cause?: unknown): WhitelistError {
  const message = `Demande de certificat (CSR) refusée : ${reason}. Refaites-la avec « inter-ror whitelist csr » ou OpenSSL.`;
  return new WhitelistError('REFUSED', message, { cause });
}
