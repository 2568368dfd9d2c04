import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** Its name in the folder, from the first time that a demo locks it. */
export const LOCK_FILE = 'demo.verrou';
const HOLDER = 'demo.pid';

/**
 * The right to run a demo in a folder: one at a time, in any process. The lock is SQLite's own on a file apart, so the
 * system frees it when its process dies, however it dies. The pid beside it only serves the message.
 */
export class FolderLock {
  readonly #base: Database.Database;
  readonly #holder: string;

  private constructor(base: Database.Database, holder: string) {
    this.#base = base;
    this.#holder = holder;
  }

  /** Takes the lock of an existing folder, at once; undefined when a live process has it. */
  static take(dir: string): FolderLock | undefined {
    const base = new Database(join(dir, LOCK_FILE), { timeout: 0 });
    try {
      base.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      base.close();
      if ((cause as { code?: string }).code === 'SQLITE_BUSY') return undefined;
      throw cause;
    }
    const holder = join(dir, HOLDER);
    writeFileSync(holder, `${process.pid}\n`);
    return new FolderLock(base, holder);
  }

  release(): void {
    rmSync(this.#holder, { force: true });
    this.#base.exec('ROLLBACK');
    this.#base.close();
  }
}

/** Whether this is a file of the lock itself, by its name. */
export function isLockFile(name: string): boolean {
  return name === HOLDER || name.startsWith(LOCK_FILE);
}

/** The process that has the lock, as it wrote it. */
export function holderOf(dir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(dir, HOLDER), 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}
