import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CommandFailure, EXIT } from '../output/index.js';

const MARK = '.inter-ror-demo';

/** The folder a demo works in: a temporary one that goes with it, or the one named, which stays. */
export interface DemoFolder {
  path: string;
  /** Whether the exports of this seed and size are already there. */
  exportsReady: boolean;
  markExportsReady(): void;
  remove(): void;
}

/** @throws CommandFailure when the folder named holds something else */
export function openDemoFolder(dir: string | undefined, recipe: string): DemoFolder {
  if (dir === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'inter-ror-demo-'));
    return {
      path,
      exportsReady: false,
      markExportsReady: () => {},
      remove: () => rmSync(path, { recursive: true, force: true }),
    };
  }
  const path = resolve(dir);
  if (existsSync(path) && !statSync(path).isDirectory())
    throw new CommandFailure(`--dir ${path} : ce n’est pas un dossier.`, EXIT.USAGE);
  mkdirSync(path, { recursive: true });
  const mark = join(path, MARK);
  const known = existsSync(mark) ? readFileSync(mark, 'utf8') : undefined;
  if (known === undefined && readdirSync(path).length > 0) {
    throw new CommandFailure(
      `${path} n’est pas vide et n’est pas un dossier de démonstration : donnez un dossier neuf à --dir.`,
      EXIT.USAGE,
    );
  }
  if (known !== recipe) writeFileSync(mark, '');
  for (const former of ['autorite', 'listes']) rmSync(join(path, former), { recursive: true, force: true });
  return {
    path,
    exportsReady: known === recipe,
    markExportsReady: () => writeFileSync(mark, recipe),
    remove: () => {},
  };
}
