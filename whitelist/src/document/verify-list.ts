import { createHash } from 'node:crypto';
import type { AdmissionSnapshot } from '@inter-ror/mutual-tls';
import { z } from 'zod';
import { WhitelistError } from './error.js';
import { FRENCH } from './french.js';
import { type FlattenedJws, flattenedJws, parseJson, verifyJws } from './jws.js';
import {
  type KeySetDocument,
  keySetDocument,
  type RootKey,
  type WhitelistDocument,
  whitelistDocument,
} from './schema.js';
import { toSnapshot } from './to-snapshot.js';
import type { Trust } from './trust.js';
import { rootsAccepted, type VerifierState } from './verifier-state.js';

export const LIST_TYPE = 'whitelist+jws';
export const KEY_SET_TYPE = 'whitelist-keys+jws';
export const MAX_LIST_BYTES = 8 * 1024 * 1024;
export const MAX_VALIDITY_MS = 7 * 86_400_000;
export const CLOCK_TOLERANCE_MS = 60_000;

const bundle = z.strictObject({ keys: flattenedJws, list: flattenedJws });
/** What is published: the key set signed by the offline root, and the list signed by one of its keys. */
export type PublishedList = { keys: FlattenedJws; list: FlattenedJws };

/** A list that passed every check. */
export interface VerifiedList {
  readonly snapshot: AdmissionSnapshot;
  readonly document: WhitelistDocument;
  /** The keys that may sign lists and heartbeats. */
  readonly keys: KeySetDocument['keys'];
  /** To be persisted, and given back at the next verification. */
  readonly state: VerifierState;
}

/**
 * Verifies a published list over the bytes received: keys by the root, list by a key of the set, dates, uniqueness, and
 * its place after the last list accepted (same version iff same digest; the next one must chain; older ones are refused).
 * A key set of a higher version with another signing key restarts the count, so that a stolen key cannot exhaust it.
 * @param graceMs how long after its end a list is still accepted
 * @throws WhitelistError with a code for each case
 */
export function verifyList(
  bytes: Uint8Array,
  trust: Trust,
  previous?: VerifierState,
  now: number = Date.now(),
  graceMs = 0,
): VerifiedList {
  if (bytes.length > MAX_LIST_BYTES) {
    throw new WhitelistError('SIZE', `Liste de ${bytes.length} octets : ${MAX_LIST_BYTES} au plus.`);
  }
  const published = check(bundle, parseJson(bytes, 'la liste blanche'), 'FORMAT', 'enveloppe');
  const { keySet, root, digest: keysDigest } = verifyKeySet(published.keys, rootsAccepted(trust, previous));
  const signed = verifyJws(published.list, LIST_TYPE, (id) => keySet.keys.find(({ kid }) => kid === id)?.jwk);
  const document = check(whitelistDocument, parseJson(signed.payload, 'la liste'), 'SCHEMA', 'liste');
  for (const { instance } of [keySet, document]) {
    if (instance === trust.instance) continue;
    throw new WhitelistError('INSTANCE', `Liste du réseau « ${instance} », « ${trust.instance} » attendu.`);
  }
  checkDates(document, now, graceMs);
  checkUnique(document);
  const state: VerifierState = {
    schema: 1,
    instance: document.instance,
    keysVersion: keySet.version,
    keysDigest,
    kid: signed.kid,
    version: document.version,
    digest: digestOf(signed.payload),
    roots: { anchor: trust.root.kid, accepted: keySet.nextRoot ? [root, keySet.nextRoot] : [root] },
    heartbeatAt: previous?.heartbeatAt ?? 0,
  };
  if (previous !== undefined) checkSuccession(previous, state, document, keySet);
  return { snapshot: toSnapshot(document), document, keys: keySet.keys, state };
}

/**
 * A key set signed by one of these roots, and the root that signed it.
 * @throws WhitelistError
 */
export function verifyKeySet(
  signed: FlattenedJws,
  roots: readonly RootKey[],
): { keySet: KeySetDocument; root: RootKey; digest: string } {
  const rootOf = (id: string) => roots.find(({ kid }) => kid === id);
  const { payload, kid } = verifyJws(signed, KEY_SET_TYPE, (id) => rootOf(id)?.jwk);
  const keySet = check(keySetDocument, parseJson(payload, 'la liste des clés'), 'SCHEMA', 'liste des clés');
  return { keySet, root: rootOf(kid)!, digest: digestOf(payload) };
}

/** SHA-256 of a payload's bytes, in lower-case hexadecimal. */
export function digestOf(payload: Uint8Array): string {
  return createHash('sha256').update(payload).digest('hex');
}

function check<T>(schema: z.ZodType<T>, value: unknown, code: 'FORMAT' | 'SCHEMA', what: string): T {
  const result = schema.safeParse(value, FRENCH);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new WhitelistError(code, `Liste blanche, ${what} : ${path.join('.') || 'racine'} : ${message}`);
}

function checkDates(document: WhitelistDocument, now: number, graceMs: number): void {
  const [issuedAt, notBefore, expires] = [document.issuedAt, document.notBefore, document.expires].map(Date.parse) as [
    number,
    number,
    number,
  ];
  if (expires - Math.min(issuedAt, notBefore) > MAX_VALIDITY_MS || expires <= notBefore) {
    throw new WhitelistError(
      'VALIDITY',
      `Liste valable du ${document.notBefore} au ${document.expires} : la durée va de 0 à 7 jours.`,
    );
  }
  if (now < Math.max(issuedAt, notBefore) - CLOCK_TOLERANCE_MS) {
    throw new WhitelistError(
      'NOT_YET_VALID',
      `Liste émise le ${document.issuedAt}, après l’heure de cet hôte (${new Date(now).toISOString()}) : vérifiez l’horloge.`,
    );
  }
  if (now >= expires + graceMs) {
    throw new WhitelistError(
      'EXPIRED',
      `Liste version ${document.version} expirée le ${document.expires} : récupérez la version publiée par l’autorité.`,
    );
  }
}

function checkUnique(document: WhitelistDocument): void {
  const ids = new Set<string>();
  const fingerprints = new Set<string>();
  for (const { id, certs } of document.entries) {
    if (ids.has(id)) throw new WhitelistError('DUPLICATE_ID', `Deux entrées portent l’identifiant « ${id} ».`);
    ids.add(id);
    for (const { sha256 } of certs) {
      if (fingerprints.has(sha256)) {
        throw new WhitelistError(
          'DUPLICATE_FINGERPRINT',
          `L’empreinte ${sha256} est inscrite deux fois (entrée « ${id} »).`,
        );
      }
      fingerprints.add(sha256);
    }
  }
}

function checkSuccession(
  before: VerifierState,
  now: VerifierState,
  document: WhitelistDocument,
  keySet: KeySetDocument,
): void {
  if (before.instance !== now.instance) {
    throw new WhitelistError('INSTANCE', `L’état du vérificateur est celui du réseau « ${before.instance} ».`);
  }
  // A root given by hand, that nothing announced: the former one may have been stolen, and its count run up.
  const { roots } = before;
  const anchor = now.roots!.anchor;
  const newAnchor = roots !== undefined && roots.anchor !== anchor && !roots.accepted.some(({ kid }) => kid === anchor);
  const keysReplaced = keySet.version === before.keysVersion && now.keysDigest !== before.keysDigest;
  if (!newAnchor && (keySet.version < before.keysVersion || keysReplaced)) {
    throw new WhitelistError(
      'KEYS_ROLLBACK',
      `Liste des clés version ${keySet.version}, alors que la version ${before.keysVersion} a déjà été vue.`,
    );
  }
  if ((newAnchor || keySet.version > before.keysVersion) && now.kid !== before.kid) return;
  if (now.version < before.version) {
    throw new WhitelistError(
      'ROLLBACK',
      `Liste version ${now.version}, alors que la ${before.version} a déjà été acceptée.`,
    );
  }
  if (now.version === before.version && now.digest !== before.digest) {
    throw new WhitelistError(
      'EQUIVOCATION',
      `Deux listes différentes portent la version ${now.version} : alertez l’autorité.`,
    );
  }
  if (now.version === before.version + 1 && document.prev !== before.digest) {
    throw new WhitelistError(
      'CHAIN_BREAK',
      `La version ${now.version} ne fait pas suite à la version ${before.version} acceptée.`,
    );
  }
}
