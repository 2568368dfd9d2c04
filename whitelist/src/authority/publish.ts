import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import {
  digestOf,
  LIST_TYPE,
  MAX_VALIDITY_MS,
  type PublishedList,
  signJws,
  type WhitelistDocument,
  WhitelistError,
} from '../document/index.js';
import { writeAtomically } from '../files/index.js';
import type { AuthorityFiles } from './layout.js';
import { heldSigningKey, keySetIn } from './signing-key.js';
import { type AuthorityState, publishedPart, writeState } from './state.js';

const DEFAULT_VALIDITY_MS = 24 * 3_600_000;

export interface Publication {
  /** Head of the audit trail, once it holds what this version changes. */
  readonly auditHead: string;
  /** @default 24 h */
  readonly validityMs?: number | undefined;
}

/**
 * Signs the next version of the list and puts it in place. The state is saved first: a crash in between leaves a gap
 * in the versions, which readers accept, never two lists of one version, which they refuse. The key that signs is the one
 * of this folder that the key set names: a succession cut short by a crash goes on at the next publication.
 */
export function publishNext(
  files: AuthorityFiles,
  state: AuthorityState,
  { auditHead, validityMs = DEFAULT_VALIDITY_MS }: Publication,
): AuthorityState {
  checkValidity(validityMs);
  const issuedAt = new Date();
  const document: WhitelistDocument = {
    schema: 1,
    instance: state.instance,
    version: state.version + 1,
    prev: state.digest,
    issuedAt: issuedAt.toISOString(),
    notBefore: issuedAt.toISOString(),
    expires: new Date(issuedAt.getTime() + validityMs).toISOString(),
    heartbeatMaxAge: 60,
    auditHead,
    entries: state.entries.filter((entry) => entry.status !== 'pending').map(publishedPart),
  };
  const payload = Buffer.from(JSON.stringify(document));
  const signing = heldSigningKey(
    files,
    keySetIn(files).keys.map(({ kid }) => kid),
  );
  if (signing === undefined) {
    throw new WhitelistError(
      'REFUSED',
      `${files.signingKey} n’est pas dans les clés signées par la racine (keys.json).`,
    );
  }
  const published: PublishedList = {
    keys: JSON.parse(readFileSync(files.keys, 'utf8')),
    list: signJws(payload, LIST_TYPE, signing.kid, signing.privateKey),
  };
  const next = { ...state, version: document.version, digest: digestOf(payload), signingKid: signing.kid };
  const text = JSON.stringify(published);
  const kept = files.version(document.version);
  if (existsSync(kept))
    throw new WhitelistError('STATE', `${kept} existe déjà : une version n’est signée qu’une fois.`);
  writeState(files.state, next);
  mkdirSync(files.versions, { recursive: true, mode: 0o700 });
  writeAtomically(kept, text);
  writeAtomically(files.list, text);
  if (signing.file === files.nextSigningKey) renameSync(files.nextSigningKey, files.signingKey);
  return next;
}

/** @throws WhitelistError `REFUSED` */
export function checkValidity(validityMs: number): void {
  if (validityMs > 0 && validityMs <= MAX_VALIDITY_MS) return;
  throw new WhitelistError('REFUSED', `Durée de validité de ${validityMs} ms : plus de 0 et 7 jours au plus.`);
}
