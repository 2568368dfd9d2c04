import { X509Certificate } from 'node:crypto';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import { WhitelistError } from '../document/index.js';
import { spkiOf, weaknessOf } from './proved-key.js';
import type { ExternalCertificates } from './state.js';

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const LONGEST_CHAIN = 6;

/**
 * Checks certificates made by another authority (IGC-Santé): leaves in date, of a strong key, for TLS, that chain up to
 * a self-signed root within `ca`. They prove no possession: the first handshake does, and nobody else can make it.
 * @param ca PEM certificates of their authority, and those already trusted
 * @throws WhitelistError `REFUSED`
 */
export function checkExternal(pems: readonly string[], ca: string, now: number): ExternalCertificates {
  const pool = readBundle(ca);
  const authorities = new Set<string>();
  const certificates = pems.map((pem) => {
    const leaf = readBundle(pem)[0];
    if (leaf === undefined) throw refused('il est illisible (PEM attendu)');
    const name = `« ${leaf.subject.replaceAll('\n', ', ')} »`;
    if (leaf.ca) throw refused(`${name} est celui d’une autorité, non d’un membre`);
    const weakness = weaknessOf(leaf.publicKey);
    if (weakness !== undefined) throw refused(`${name} : ${weakness}`);
    if (!inDate(leaf, now)) throw refused(`${name} est valable du ${leaf.validFrom} au ${leaf.validTo}`);
    if (usesOf(leaf).length === 0) throw refused(`${name} n’est pas un certificat TLS (clientAuth ou serverAuth)`);
    for (const authority of chainOf(leaf, pool, now, name)) authorities.add(authority.toString());
    return { certificate: leaf.toString(), sha256: fingerprintOf(leaf), spki: spkiOf(leaf.publicKey) };
  });
  return { certificates, authorities: [...authorities] };
}

/** The directions that a certificate's extended key usage allows. */
export function usesOf(certificate: X509Certificate): ('client' | 'server')[] {
  const usages: readonly string[] = certificate.keyUsage ?? [];
  return [
    ...(usages.includes(CLIENT_AUTH) ? (['client'] as const) : []),
    ...(usages.includes(SERVER_AUTH) ? (['server'] as const) : []),
  ];
}

/** The certificates of a PEM text. @throws WhitelistError `REFUSED` */
export function readBundle(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    throw refused('un certificat PEM est illisible', cause);
  }
}

function chainOf(
  leaf: X509Certificate,
  pool: readonly X509Certificate[],
  now: number,
  name: string,
): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let child = leaf;
  while (chain.length < LONGEST_CHAIN) {
    const issued = child;
    const parent = pool.find(
      (one) => one.ca && inDate(one, now) && issued.checkIssued(one) && issued.verify(one.publicKey),
    );
    if (parent === undefined) {
      const issuer = child.issuer.replaceAll('\n', ', ');
      throw refused(
        `${name} : le certificat de l’autorité « ${issuer} » manque, ou n’est plus valable ; donnez-le avec --ca`,
      );
    }
    chain.push(parent);
    if (parent.fingerprint256 === child.fingerprint256 || parent.checkIssued(parent)) return chain;
    child = parent;
  }
  throw refused(`${name} : plus de ${LONGEST_CHAIN} autorités au-dessus de lui`);
}

function inDate(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && now < Date.parse(certificate.validTo);
}

function refused(reason: string, cause?: unknown): WhitelistError {
  return new WhitelistError('REFUSED', `Certificat externe refusé : ${reason}.`, { cause });
}
