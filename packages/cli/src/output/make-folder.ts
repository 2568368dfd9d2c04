import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandFailure, EXIT } from './exit-codes.js';

const DEPTH_MAX = 100;

/**
 * Makes a folder that a user names, with those above it, one by one: the recursive creation of Node never ends where
 * the system answers « absent » to a creation, as under `/proc`.
 * @param what the option and its value, for the message
 * @throws CommandFailure when it cannot be made
 */
export function makeFolder(path: string, what: string): void {
  const missing: string[] = [];
  try {
    for (let at = path; !isFolder(at); at = dirname(at)) {
      if (missing.push(at) > DEPTH_MAX) throw new CommandFailure(`${what} : trop profond.`, EXIT.USAGE);
    }
    for (const folder of missing.reverse()) mkdirSync(folder);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      `${what} : le dossier ne peut pas être créé (${code}). Donnez un dossier où ce compte peut écrire.`,
      EXIT.USAGE,
    );
  }
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.isDirectory()) return true;
  throw Object.assign(new Error(path), { code: 'ENOTDIR' });
}
