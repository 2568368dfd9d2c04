import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import type { EntryCertificate } from '../document/index.js';
import { writeAtomically } from '../files/index.js';
import { readBundle, usesOf } from './external-certificate.js';
import { issueMember } from './issue.js';
import type { AuthorityFiles } from './layout.js';
import { type ProvedKey, spkiOf } from './proved-key.js';
import type { ExternalCertificates, StoredEntry } from './state.js';

/** What is issued is valid on hosts whose clock is a little late. */
export const CLOCK_MARGIN_MS = 5 * 60_000;
export const YEAR_MS = 365 * 86_400_000;

type Slot = EntryCertificate['slot'];

/** What a member is listed with, and the PEM that it serves with. */
export interface Certified {
  readonly certs: EntryCertificate[];
  readonly pem: string;
}

/** Issues the certificate of a proved key and describes it as the list does. */
export async function certifyKey(
  files: AuthorityFiles,
  entry: StoredEntry,
  { publicKey }: Pick<ProvedKey, 'publicKey'>,
  slot: Slot,
  notAfter: Date,
): Promise<Certified> {
  const intermediate = readFileSync(files.intermediate, 'utf8');
  const uses = usesOfKind(entry);
  const leaf = await issueMember({
    commonName: entry.id,
    organisation: entry.label,
    publicKey,
    notBefore: new Date(Date.now() - CLOCK_MARGIN_MS),
    notAfter,
    issuer: { certificate: intermediate, privateKey: readFileSync(files.intermediateKey, 'utf8') },
    uses,
    hosts: [...new Set(entry.endpoints.map((endpoint) => new URL(endpoint).hostname.replace(/^\[|\]$/g, '')))],
  });
  return { certs: [described(new X509Certificate(leaf), uses, slot)], pem: leaf + intermediate };
}

/** Describes certificates made elsewhere, and adds the authorities they chain to to what members trust. */
export function certifyExternal(
  files: AuthorityFiles,
  entry: StoredEntry,
  { certificates, authorities }: ExternalCertificates,
  slot: Slot,
): Certified {
  trust(files, authorities);
  const allowed = usesOfKind(entry);
  const certs = certificates.map(({ certificate }) => {
    const x509 = new X509Certificate(certificate);
    return described(
      x509,
      usesOf(x509).filter((use) => allowed.includes(use)),
      slot,
    );
  });
  return { certs, pem: certificates.map(({ certificate }) => certificate).join('') };
}

/** Adds to `ca.pem` the authorities that it does not hold yet. */
function trust(files: AuthorityFiles, authorities: readonly string[]): void {
  const held = readFileSync(files.ca, 'utf8');
  const known = new Set(readBundle(held).map(fingerprintOf));
  const added = authorities.filter((pem) => !known.has(fingerprintOf(pem)));
  if (added.length > 0) writeAtomically(files.ca, `${held.trimEnd()}\n${added.join('')}`);
}

function usesOfKind({ kind }: StoredEntry): ('client' | 'server')[] {
  return kind === 'consumer' ? ['client'] : ['client', 'server'];
}

function described(x509: X509Certificate, use: ('client' | 'server')[], slot: Slot): EntryCertificate {
  return {
    sha256: fingerprintOf(x509),
    spki: spkiOf(x509.publicKey),
    issuer: x509.issuer.replaceAll('\n', ', ').slice(0, 500),
    serial: x509.serialNumber,
    notBefore: new Date(x509.validFrom).toISOString(),
    notAfter: new Date(x509.validTo).toISOString(),
    use,
    slot,
  };
}
