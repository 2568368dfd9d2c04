import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { MAX_LIST_BYTES, WhitelistError } from '../document/index.js';

/** Reads a file that is no larger than a list may be. @throws WhitelistError `FILE`, `SIZE` */
export function readBounded(file: string, what: string): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (cause) {
    throw new WhitelistError('FILE', `${file} : impossible de lire ${what}. Vérifiez le chemin et les droits.`, {
      cause,
    });
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size > MAX_LIST_BYTES) throw new WhitelistError('SIZE', `${file} : ${size} octets, ${MAX_LIST_BYTES} au plus.`);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Runs a verification of what a file holds; its refusal names the file. */
export function located<T>(file: string, verify: () => T): T {
  try {
    return verify();
  } catch (error) {
    if (error instanceof WhitelistError)
      throw new WhitelistError(error.code, `${file} : ${error.message}`, { cause: error });
    throw error;
  }
}

/** Changes whenever the file is replaced or written; empty when there is none. */
export function stampOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
}
