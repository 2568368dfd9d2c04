import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { ErreurStore } from './store-error.js';

/** Longer than the cleaning that each opening of a store does under the lock. */
const PATIENCE_MS = 300;

/**
 * The right to write a store: one load at a time, in any process or thread. The lock is SQLite's own on a file apart,
 * so the system frees it when its process dies, however it dies. The pid beside it only serves the message.
 */
export class WriteLock {
  readonly #base: Database.Database;
  readonly #fichierPid: string;

  private constructor(base: Database.Database, fichierPid: string) {
    this.#base = base;
    this.#fichierPid = fichierPid;
  }

  /**
   * Takes the lock, or gives undefined when a live process or thread has it.
   *
   * @param patienceMs how long to wait for it, blocking
   */
  static essayer(dossier: string, patienceMs = 0): WriteLock | undefined {
    const base = new Database(join(dossier, 'verrou.sqlite'), { timeout: patienceMs });
    try {
      base.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      base.close();
      if ((cause as { code?: string }).code === 'SQLITE_BUSY') return undefined;
      throw cause;
    }
    const fichierPid = join(dossier, 'verrou.pid');
    writeFileSync(fichierPid, `${process.pid}\n`);
    return new WriteLock(base, fichierPid);
  }

  /** @throws ErreurStore STORE_OCCUPE naming the process that writes */
  static prendre(dossier: string): WriteLock {
    const verrou = WriteLock.essayer(dossier, PATIENCE_MS);
    if (verrou !== undefined) return verrou;
    const pid = lirePid(join(dossier, 'verrou.pid'));
    throw new ErreurStore(
      'STORE_OCCUPE',
      `${dossier} : un chargement y est déjà en cours (processus ${pid ?? 'inconnu'}). ` +
        'Attendez sa fin, ou arrêtez ce processus.',
    );
  }

  rendre(): void {
    rmSync(this.#fichierPid, { force: true });
    this.#base.exec('ROLLBACK');
    this.#base.close();
  }
}

function lirePid(fichier: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(fichier, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}
