import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Authority, authorityFiles, examine } from '@inter-ror/whitelist';

/** The authority of a demo. */
export interface FoundAuthority {
  authority: Authority;
  dir: string;
  /** Where the members keep their keys and certificates. */
  keys: string;
  /** Where the members keep the lists they receive. */
  lists: string;
  /** What is said of it: taken up again, made, or made anew and why. */
  said: string;
}

/** Takes up the authority of a demo's folder when it is whole; else makes one, the former put aside. */
export async function openDemoAuthority(folder: string): Promise<FoundAuthority> {
  const [dir, keys, lists] = ['autorite', 'membres', 'listes'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const places = { dir, keys, lists };
  const flaw = existsSync(dir) ? flawOf(dir) : undefined;
  const kept = existsSync(dir) && flaw === undefined;
  if (flaw !== undefined) {
    const aside = `${dir}-remplacee`;
    rmSync(aside, { recursive: true, force: true });
    renameSync(dir, aside);
    rmSync(lists, { recursive: true, force: true });
  }
  for (const made of [keys, lists]) mkdirSync(made, { recursive: true });
  if (kept) {
    const authority = Authority.open(dir);
    // The list found may have expired since the last demo.
    await authority.publish({ by: DEMONSTRATION });
    return { ...places, authority, said: 'autorité reprise du dossier' };
  }
  return {
    ...places,
    authority: await Authority.init({ dir, instance: 'DEMONSTRATION' }),
    said:
      flaw === undefined
        ? 'autorité faite'
        : `autorité faite à neuf, celle du dossier n’étant pas entière (${flaw}) : ses membres ne sont plus inscrits, elle est gardée dans ${dir}-remplacee`,
  };
}

/** Who acts in the journal of the authority. */
export const DEMONSTRATION = 'démonstration';

/** Why the authority of a folder cannot be taken up again. */
function flawOf(dir: string): string | undefined {
  const wrong = examine(authorityFiles(dir)).find(({ finding }) => finding === 'faux');
  return wrong && `${wrong.check} : ${wrong.detail}`;
}
