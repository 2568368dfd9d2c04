import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { entryFields, parseJson, type WhitelistEntry, WhitelistError } from '../document/index.js';
import { writeAtomically } from '../files/index.js';

/** A certificate made elsewhere, and the authorities that it chains to, in PEM. */
const externalCertificate = z.object({ certificate: z.string(), sha256: z.string(), spki: z.string() });

const storedEntry = z.object({
  ...entryFields,
  /** SHA-256 of the public key first enrolled. */
  spki: z.string(),
  /** SPKI of the request, PEM: what `approve` certifies; empty when the certificates are external. */
  publicKey: z.string(),
  /** Certificates of another authority, enrolled as they are. */
  external: z
    .object({ certificates: z.array(externalCertificate), authorities: z.array(z.string()) })
    .nullable()
    .default(null),
  enrolledBy: z.string().default(''),
  approvedBy: z.string().nullable(),
  /** Certificates that were listed and never will be again. */
  retired: z
    .array(z.object({ sha256: z.string(), spki: z.string(), since: z.string(), reason: z.string() }))
    .default([]),
});

const authorityState = z.object({
  schema: z.literal(1),
  instance: z.string(),
  /** Version and payload digest of the last list; 0 and null before the first. */
  version: z.int().min(0),
  digest: z.string().nullable(),
  signingKid: z.string(),
  entries: z.array(storedEntry),
});

/** An entry as the authority keeps it: what is published, what it was made from, and by whom. */
export type StoredEntry = z.infer<typeof storedEntry>;
export type ExternalCertificates = NonNullable<StoredEntry['external']>;
export type AuthorityState = z.infer<typeof authorityState>;

/** @throws WhitelistError `FILE` */
export function readState(file: string): AuthorityState {
  try {
    return authorityState.parse(parseJson(readFileSync(file), 'l’état de l’autorité'));
  } catch (cause) {
    throw new WhitelistError(
      'FILE',
      `${file} ne contient pas l’état d’une autorité : donnez son dossier, créez-la par « inter-ror whitelist init », ou refaites-le d’après sa dernière liste (restore).`,
      { cause },
    );
  }
}

export function writeState(file: string, state: AuthorityState): void {
  writeAtomically(file, JSON.stringify(state, null, 2), 0o600);
}

/** @throws WhitelistError `REFUSED` when no entry has this id */
export function entryOf(state: AuthorityState, id: string): StoredEntry {
  const entry = state.entries.find((candidate) => candidate.id === id);
  if (entry === undefined)
    throw new WhitelistError(
      'REFUSED',
      `Aucune entrée « ${id} » dans cette autorité : « whitelist list » les donne toutes.`,
    );
  return entry;
}

/** The state with this entry in the place of the one of the same id, or after the others. */
export function withEntry(state: AuthorityState, entry: StoredEntry): AuthorityState {
  const known = state.entries.some(({ id }) => id === entry.id);
  const entries = known
    ? state.entries.map((other) => (other.id === entry.id ? entry : other))
    : [...state.entries, entry];
  return { ...state, entries };
}

/** What of an entry is published: neither its request, nor who enrolled and approved it. */
export function publishedPart(entry: StoredEntry): WhitelistEntry {
  const { spki, publicKey, external, enrolledBy, approvedBy, retired, ...published } = entry;
  return published;
}
