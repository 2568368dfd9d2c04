import { join } from 'node:path';

/** The files of an authority's folder. */
export interface AuthorityFiles {
  /** Entries, version and digest of the last list: the authority's own memory. */
  readonly state: string;
  /** The published list, to be handed to every reader. */
  readonly list: string;
  /** The anchor that each reader is given once. */
  readonly trust: string;
  /** Key set signed by the root signing key. */
  readonly keys: string;
  /** Root and intermediate certificates, and those of external authorities: the `ca` of every member. */
  readonly ca: string;
  readonly intermediate: string;
  readonly intermediateKey: string;
  readonly signingKey: string;
  /** The next one, until the root has signed it and it is adopted. */
  readonly nextSigningKey: string;
  /** To be moved away from this host once the authority is made. */
  readonly offline: string;
  readonly rootKey: string;
  readonly rootSigningKey: string;
  readonly certificates: string;
  /** The certificate chain of a member: leaf, then intermediate (external certificates as they came). */
  certificate(id: string): string;
  /** That of its `next` slot, until it is activated. */
  nextCertificate(id: string): string;
  /** Every list published, one file a version. */
  readonly versions: string;
  version(version: number): string;
  /** Every anchor under which lists were published: one more at each succession of the root. */
  readonly anchors: string;
  /** Hash-chained journal of every change. */
  readonly audit: string;
}

export function authorityFiles(dir: string): AuthorityFiles {
  const offline = join(dir, 'offline');
  const certificates = join(dir, 'certificates');
  const versions = join(dir, 'versions');
  return {
    state: join(dir, 'state.json'),
    list: join(dir, 'whitelist.json'),
    trust: join(dir, 'trust.json'),
    keys: join(dir, 'keys.json'),
    ca: join(dir, 'ca.pem'),
    intermediate: join(dir, 'intermediate.pem'),
    intermediateKey: join(dir, 'intermediate.key'),
    signingKey: join(dir, 'signing.key'),
    nextSigningKey: join(dir, 'signing-next.key'),
    offline,
    rootKey: join(offline, 'root.key'),
    rootSigningKey: join(offline, 'root-signing.key'),
    certificates,
    certificate: (id) => join(certificates, `${id}.pem`),
    nextCertificate: (id) => join(certificates, `${id}.next.pem`),
    versions,
    version: (version) => join(versions, `${version}.json`),
    anchors: join(dir, 'anchors'),
    audit: join(dir, 'audit.jsonl'),
  };
}
