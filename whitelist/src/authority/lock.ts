import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WhitelistError } from '../document/index.js';

const PATIENCE_MS = 10_000;
let attempts = 0;

/** Runs `act` while no other process changes this authority; the lock of a dead process is taken over. */
export async function withLock<T>(dir: string, act: () => T | Promise<T>): Promise<T> {
  const file = join(dir, '.lock');
  const deadline = Date.now() + PATIENCE_MS;
  while (!take(file)) {
    if (Date.now() > deadline) {
      throw new WhitelistError(
        'REFUSED',
        `${file} : un autre processus (${ownerOf(file) ?? 'terminé'}) modifie cette autorité. Réessayez ensuite ; ` +
          'si ce processus n’a rien à voir avec elle, supprimez ce fichier.',
      );
    }
    await sleep(10);
  }
  try {
    return await act();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Links a file that already names its owner: a lock is never seen without one, even after a crash. */
function take(file: string): boolean {
  const claim = `${file}.${process.pid}.${attempts++}`;
  writeFileSync(claim, String(process.pid), { mode: 0o600 });
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = ownerOf(file);
    if (owner !== undefined && isDead(owner)) clear(file, claim);
    return false;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Removes the lock of a dead process, one process at a time: of two that saw it, the second would remove the first's. */
function clear(file: string, claim: string): void {
  const turn = `${file}.reprise`;
  try {
    linkSync(claim, turn);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = ownerOf(turn);
    if (owner !== undefined && isDead(owner)) rmSync(turn, { force: true });
    return;
  }
  try {
    const owner = ownerOf(file);
    if (owner !== undefined && isDead(owner)) rmSync(file, { force: true });
  } finally {
    rmSync(turn, { force: true });
  }
}

function ownerOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
