import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTrust, type Trust } from '../document/index.js';
import { writeAtomically } from '../files/index.js';
import type { AuthorityFiles } from './layout.js';

/** The anchor of this network. @throws WhitelistError `TRUST` */
export function presentAnchor(files: AuthorityFiles): Trust {
  return readTrust(readFileSync(files.trust), files.trust);
}

/** Keeps the anchor of now: once its root has a successor, the lists that it vouches for are still read as history. */
export function keepAnchor(files: AuthorityFiles): void {
  const bytes = readFileSync(files.trust);
  const { root } = readTrust(bytes, files.trust);
  const file = join(files.anchors, `${root.kid.replace(/[^\w-]/g, '_')}.json`);
  if (existsSync(file)) return;
  mkdirSync(files.anchors, { recursive: true, mode: 0o700 });
  writeAtomically(file, bytes);
}

/** The anchors that this network has had, that of now included. @throws WhitelistError `TRUST` */
export function formerAnchors(files: AuthorityFiles): Trust[] {
  if (!existsSync(files.anchors)) return [];
  return readdirSync(files.anchors)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(files.anchors, name))
    .map((file) => readTrust(readFileSync(file), file));
}
