import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type VerifiedList, verifyAsIssued, WhitelistError } from '../document/index.js';
import { located } from '../files/index.js';
import { formerAnchors, presentAnchor } from './anchors.js';
import type { AuthorityFiles } from './layout.js';

/** Verifies a list that this authority has signed, under its anchor of now or one before. @throws WhitelistError */
export function verifyOwn(files: AuthorityFiles, bytes: Uint8Array): VerifiedList {
  return verifyAsIssued(bytes, presentAnchor(files), formerAnchors(files));
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

/**
 * The last list that this authority has signed: the one in force, or the last one kept when it is later.
 * @throws WhitelistError when none of them verifies
 */
export function lastSigned(files: AuthorityFiles): VerifiedList {
  const lastKept = keptVersions(files).at(-1);
  const places = [files.list, ...(lastKept === undefined ? [] : [files.version(lastKept)])];
  const failures: unknown[] = [];
  const found = places.flatMap((file) => {
    try {
      return [located(file, () => verifyOwn(files, readFileSync(file)))];
    } catch (error) {
      failures.push(error);
      return [];
    }
  });
  const last = found.sort((a, b) => a.state.version - b.state.version).at(-1);
  if (last !== undefined) return last;
  const [failure] = failures;
  if ((failure as NodeJS.ErrnoException).code !== 'ENOENT') throw failure;
  throw new WhitelistError(
    'FILE',
    `${files.list} : aucune liste signée n’est là. Remettez-la ; si la création de l’autorité a été interrompue, ` +
      'rien n’en est sorti : supprimez ce dossier, puis recommencez (init).',
    { cause: failure },
  );
}
