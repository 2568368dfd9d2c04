import { createPrivateKey, createPublicKey, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';
import { WhitelistError } from '../document/index.js';

const { pki, asn1, md } = forge;

/** Signs with OpenSSL what node-forge encodes: faster than its own arithmetic, and in constant time. */
export function nativeSigner(privateKeyPem: string, signedPart: () => forge.asn1.Asn1): forge.pki.rsa.PrivateKey {
  const key = createPrivateKey(privateKeyPem);
  const signer = {
    sign: () => sign('sha256', Buffer.from(asn1.toDer(signedPart()).getBytes(), 'binary'), key).toString('binary'),
  };
  return signer as unknown as forge.pki.rsa.PrivateKey;
}

/** The name of a certificate, at most 64 characters a part. */
export function subjectOf(commonName: string, organisation: string): forge.pki.CertificateField[] {
  const utf8 = asn1.Type.UTF8 as unknown as forge.asn1.Class;
  return [
    { name: 'commonName', value: commonName.slice(0, 64), valueTagClass: utf8 },
    { name: 'organizationName', value: organisation.slice(0, 64), valueTagClass: utf8 },
  ];
}

/** What a certificate authority signs with. */
export interface Issuer {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface Issuance {
  readonly subject: forge.pki.CertificateField[];
  readonly publicKey: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly serialNumber?: string;
}

/** A CA certificate: self-signed when no issuer is given, else an intermediate that signs leaves only. */
export function issueAuthority(o: Issuance & { privateKey: string; issuer?: Issuer }): string {
  const issuer = o.issuer ?? { certificate: null, privateKey: o.privateKey };
  const constraints = { name: 'basicConstraints', cA: true, critical: true, ...(o.issuer && { pathLenConstraint: 0 }) };
  const usage = { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true };
  return issue(o, issuer, [constraints, usage]);
}

export interface MemberIssuance {
  readonly commonName: string;
  readonly organisation: string;
  /** SPKI, PEM: RSA, or EC on P-256, P-384, P-521. */
  readonly publicKey: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly issuer: Issuer;
  readonly uses: readonly ('client' | 'server')[];
  /** Names of its servers: those of its listed endpoints. */
  readonly hosts: readonly string[];
  readonly serialNumber: string;
}

/**
 * A member's certificate, PEM: made by node-forge for an RSA key, by the library that knows curves for an EC one, then
 * verified by OpenSSL before it is given to anybody.
 */
export async function issueMember(asked: Omit<MemberIssuance, 'serialNumber'>): Promise<string> {
  const o: MemberIssuance = {
    ...asked,
    commonName: asked.commonName.slice(0, 64),
    organisation: asked.organisation.slice(0, 64),
    serialNumber: newSerial(),
  };
  const key = createPublicKey(o.publicKey);
  const pem =
    key.asymmetricKeyType === 'rsa' ? issueRsaMember(o) : await (await import('./elliptic.js')).issueEllipticMember(o);
  const leaf = new X509Certificate(pem);
  const parent = new X509Certificate(o.issuer.certificate);
  if (!leaf.checkIssued(parent) || !leaf.verify(parent.publicKey) || !leaf.publicKey.equals(key)) {
    throw new WhitelistError(
      'REFUSED',
      `Le certificat émis pour « ${o.commonName} » ne se vérifie pas : rien n’est inscrit.`,
    );
  }
  return pem;
}

function issueRsaMember(o: MemberIssuance): string {
  const altNames = o.hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host }));
  return issue({ ...o, subject: subjectOf(o.commonName, o.organisation) }, o.issuer, [
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, critical: true },
    { name: 'extKeyUsage', clientAuth: o.uses.includes('client'), serverAuth: o.uses.includes('server') },
    ...(altNames.length > 0 ? [{ name: 'subjectAltName', altNames }] : []),
  ]);
}

/** 128 bits, positive in DER. */
function newSerial(): string {
  return `4${randomBytes(16).toString('hex').slice(1)}`;
}

/** node-forge leaves the bytes of a name that it reads as they are, and encodes them again where it writes them. */
function nameRead({ subject }: forge.pki.Certificate): forge.pki.CertificateField[] {
  return subject.attributes.map((field) => ({ ...field, value: forge.util.decodeUtf8(field.value as string) }));
}

function issue(o: Issuance, issuer: { certificate: string | null; privateKey: string }, extensions: object[]): string {
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(o.publicKey);
  certificate.serialNumber = o.serialNumber ?? newSerial();
  certificate.validity.notBefore = o.notBefore;
  certificate.validity.notAfter = o.notAfter;
  certificate.setSubject(o.subject);
  const parent = issuer.certificate === null ? certificate : pki.certificateFromPem(issuer.certificate);
  certificate.setIssuer(issuer.certificate === null ? o.subject : nameRead(parent));
  certificate.setExtensions([
    ...extensions,
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: parent.generateSubjectKeyIdentifier().getBytes() },
  ]);
  const signedPart = () => certificate.tbsCertificate as forge.asn1.Asn1;
  certificate.sign(nativeSigner(issuer.privateKey, signedPart), md.sha256.create());
  return pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}
