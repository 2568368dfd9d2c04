import { statSync } from 'node:fs';

/** What is wrong with the mode of a file, and what to do. */
export interface Exposed {
  readonly dit: string;
  readonly remede: string;
}

/** Tells of a private key that others than its owner may read; undefined where modes mean nothing. */
export function exposedKey(file: string): Exposed | undefined {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || process.getuid === undefined || (mode & 0o077) === 0) return undefined;
  const shown = (mode & 0o777).toString(8);
  return { dit: `d’autres comptes peuvent lire la clé privée ${file} (mode ${shown})`, remede: `chmod 600 ${file}` };
}
