import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailure } from '../output/index.js';
import { FolderLock, LOCK_FILE } from './folder-lock.js';

const PREFIX = 'inter-ror-demo-';
const ATTEMPTS = 5;

/** Makes the temporary folder of a demo, locked, once those that dead demos left are removed. */
export function openTemporaryFolder(): { path: string; lock: FolderLock } {
  removeLeftovers();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const path = mkdtempSync(join(tmpdir(), PREFIX));
    const lock = FolderLock.take(path);
    // Another demo that cleans up may have come between the folder and its lock.
    if (lock !== undefined && existsSync(join(path, LOCK_FILE))) return { path, lock };
  }
  throw new CommandFailure(`${tmpdir()} : aucun dossier temporaire n’a pu être pris.`);
}

/** Removes the folders of demos that died without cleaning up: ours, and whose lock is free. */
function removeLeftovers(): void {
  const uid = process.getuid?.();
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(tmpdir(), name);
    try {
      const found = lstatSync(path);
      if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) continue;
      if (!existsSync(join(path, LOCK_FILE))) continue;
      const lock = FolderLock.take(path);
      if (lock === undefined) continue;
      rmSync(path, { recursive: true, force: true });
      lock.release();
    } catch {
      // Gone meanwhile, or not ours to remove: the next start looks again.
    }
  }
}
