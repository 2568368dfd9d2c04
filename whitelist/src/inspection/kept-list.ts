import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { AuthorityFiles } from '../authority/index.js';
import { type Trust, type VerifiedList, verifyList, WhitelistError } from '../document/index.js';

/**
 * Verifies a list as it was on the day it was issued: signatures, form and uniqueness, whatever the date today. For
 * history and export, never for admission.
 * @throws WhitelistError
 */
export function verifyAsIssued(bytes: Uint8Array, trust: Trust): VerifiedList {
  return verifyList(bytes, trust, undefined, issuedAt(bytes));
}

/** The bytes of a version kept by the authority. @throws WhitelistError `FILE` */
export function readKeptVersion(files: AuthorityFiles, version: number): Buffer {
  const file = files.version(version);
  if (existsSync(file)) return readFileSync(file);
  const kept = keptVersions(files);
  const range = kept.length === 0 ? 'aucune ne l’est' : `de ${kept[0]} à ${kept.at(-1)}`;
  throw new WhitelistError('FILE', `${file} : la version ${version} n’est pas gardée ici (${range}).`);
}

/** The versions kept by the authority, oldest first. */
export function keptVersions(files: AuthorityFiles): number[] {
  if (!existsSync(files.versions)) return [];
  return readdirSync(files.versions)
    .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Read before anything is verified: it only chooses the instant of the verification that follows. */
function issuedAt(bytes: Uint8Array): number {
  try {
    const { list } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const { issuedAt } = JSON.parse(Buffer.from(list.payload, 'base64url').toString('utf8'));
    const at = Date.parse(issuedAt);
    return Number.isFinite(at) ? at : Date.now();
  } catch {
    return Date.now();
  }
}
