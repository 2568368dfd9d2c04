import { readFileSync } from 'node:fs';
import { CommandFailure, EXIT } from './exit-codes.js';

/**
 * A PEM file that an option names.
 * @throws CommandFailure naming the option, the file and the mend
 */
export function readPem(option: string, path: string): Buffer {
  let read: Buffer;
  try {
    read = readFileSync(path);
  } catch (e) {
    const why = (e as NodeJS.ErrnoException).code === 'ENOENT' ? 'fichier absent' : (e as Error).message;
    throw new CommandFailure(`${option} ${path} : ${why}.`, EXIT.USAGE);
  }
  if (!read.includes('-----BEGIN ')) {
    throw new CommandFailure(`${option} ${path} : ce n’est pas du PEM (« -----BEGIN … » attendu).`, EXIT.USAGE);
  }
  return read;
}
