import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandFailure, EXIT, makeFolder } from '../output/index.js';
import { FolderLock, holderOf, isLockFile } from './folder-lock.js';
import { openTemporaryFolder } from './temporary-folder.js';

const MARK = '.inter-ror-demo';

/** The folder a demo works in, which it alone has: a temporary one that goes with it, or the one named, which stays. */
export interface DemoFolder {
  path: string;
  /** Whether the exports of this seed and size are already there. */
  exportsReady: boolean;
  markExportsReady(): void;
  /** Leaves the folder to others; a temporary one is removed. */
  close(): void;
}

/**
 * @param dir the folder to keep; else a temporary one
 * @throws CommandFailure when the folder named cannot be made, holds something else, or is that of a demo that runs
 */
export function openDemoFolder(dir: string | undefined, recipe: string): DemoFolder {
  if (dir === undefined) {
    const { path, lock } = openTemporaryFolder();
    const close = () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
      lock.release();
    };
    return { path, exportsReady: false, markExportsReady: () => {}, close };
  }
  const path = resolve(dir);
  makeFolder(path, `--dir ${path}`);
  const mark = join(path, MARK);
  if (!existsSync(mark) && readdirSync(path).some((name) => !isLockFile(name))) {
    throw new CommandFailure(
      `${path} n’est pas vide et n’est pas un dossier de démonstration : donnez un dossier neuf à --dir.`,
      EXIT.USAGE,
    );
  }
  const lock = lockOf(path);
  const known = existsSync(mark) ? readFileSync(mark, 'utf8') : undefined;
  if (known !== recipe) writeFileSync(mark, '');
  return {
    path,
    exportsReady: known === recipe,
    markExportsReady: () => writeFileSync(mark, recipe),
    close: () => lock.release(),
  };
}

/** @throws CommandFailure DOSSIER_OCCUPE */
function lockOf(path: string): FolderLock {
  const lock = FolderLock.take(path);
  if (lock !== undefined) return lock;
  throw new CommandFailure(
    `DOSSIER_OCCUPE : une démonstration tourne déjà dans ${path} (processus ${holderOf(path) ?? 'inconnu'}). ` +
      'Arrêtez-la, ou donnez un autre dossier à --dir.',
    EXIT.USAGE,
  );
}
