import { readFileSync } from 'node:fs';
import { WhitelistError } from '../document/index.js';
import { type Certified, certifyExternal, certifyKey } from './certify.js';
import { readCsr } from './csr.js';
import { checkExternal } from './external-certificate.js';
import { marksOfExternal, refuseKnown } from './known-keys.js';
import type { AuthorityFiles } from './layout.js';
import type { ProvedKey } from './proved-key.js';
import type { AuthorityState, ExternalCertificates, StoredEntry } from './state.js';

/** A new certificate for a member: its request, or certificates of another authority. PEM. */
export interface Renewal {
  readonly csr?: string | undefined;
  readonly certificates?: readonly string[] | undefined;
  readonly ca?: string | undefined;
}

type Identity =
  | { readonly proved: ProvedKey; readonly external: undefined }
  | { readonly proved: undefined; readonly external: ExternalCertificates };

/** What is asked for, and the request that waits with the same key. */
export type IdentityAsked = Identity & { readonly waiting: StoredEntry | undefined };

/**
 * Checks a request, or certificates made elsewhere, whose keys no entry has had.
 * @throws WhitelistError `REFUSED`
 */
export async function identityAsked(
  files: AuthorityFiles,
  state: AuthorityState,
  asked: Renewal,
): Promise<IdentityAsked> {
  if (asked.csr !== undefined) {
    const proved = await readCsr(asked.csr);
    return { proved, external: undefined, waiting: refuseKnown(state, [proved.spki]) };
  }
  if (asked.certificates === undefined)
    throw new WhitelistError('REFUSED', 'Donnez une demande (CSR) ou un certificat.');
  const trusted = `${readFileSync(files.ca, 'utf8')}\n${asked.ca ?? ''}`;
  const external = checkExternal(asked.certificates, trusted, Date.now());
  return { proved: undefined, external, waiting: refuseKnown(state, ...marksOfExternal(external)) };
}

/** The certificates of an entry: issued for its proved key, or those that were made elsewhere. */
export async function certified(
  files: AuthorityFiles,
  entry: StoredEntry,
  slot: 'current' | 'next',
  notAfter: Date,
  identity: {
    readonly proved: Pick<ProvedKey, 'publicKey'> | undefined;
    readonly external: ExternalCertificates | undefined;
  },
): Promise<Certified> {
  const { proved, external } = identity;
  if (proved !== undefined) return certifyKey(files, entry, proved, slot, notAfter);
  return certifyExternal(files, entry, external!, slot);
}
