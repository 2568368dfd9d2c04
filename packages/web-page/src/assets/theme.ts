import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Asset, assetOf } from './asset.js';

const FILES_MAX = 4_000;
const FILE_BYTES_MAX = 1024 * 1024;
const BYTES_MAX = 32 * 1024 * 1024;
const LEVELS_MAX = 4;
/** No script: a theme dresses the page, it does not change what it does. */
const KINDS = /\.(?:css|svg|png|woff2)$/i;
const STYLE = 'theme.css';
const LOGOS = ['logo.svg', 'logo.png'];

/** A theme that cannot be served whole: the message names the file and the mend. */
export class ErreurTheme extends Error {
  override name = 'ErreurTheme';
}

/** What an operator puts over the page: a style sheet, a logo, and the files that the sheet asks for relatively. */
export interface Theme {
  style: string;
  /** Shown before the name of the site; undefined when the folder holds none. */
  logo: string | undefined;
  /** By address, under `/theme/`. */
  files: ReadonlyMap<string, Asset>;
}

/**
 * Reads the whole folder once: nothing is looked for on the disk when a browser asks. Hidden files and those that are no
 * style, image nor font are left out.
 * @throws ErreurTheme no `theme.css`, a link that leaves the folder, too many files, too large
 */
export function readTheme(folder: string): Theme {
  const root = realpathSync(folder);
  const files = new Map<string, Asset>();
  let bytes = 0;
  const walk = (inside: string, level: number) => {
    for (const name of readdirSync(join(root, inside)).sort()) {
      const relative = inside === '' ? name : `${inside}/${name}`;
      const path = join(root, relative);
      if (name.startsWith('.')) continue;
      if (!realpathSync(path).startsWith(root + sep))
        throw refused(path, 'ce lien sort du dossier du thème', 'copiez-y le fichier');
      const found = statSync(path);
      if (found.isDirectory()) {
        if (level === LEVELS_MAX)
          throw refused(path, `plus de ${LEVELS_MAX} niveaux de dossiers`, 'rapprochez-le de theme.css');
        walk(relative, level + 1);
        continue;
      }
      if (!found.isFile() || !KINDS.test(name)) continue;
      bytes += found.size;
      if (found.size > FILE_BYTES_MAX) throw refused(path, 'plus de 1 Mio', 'réduisez ce fichier');
      if (bytes > BYTES_MAX || files.size === FILES_MAX)
        throw refused(folder, `plus de ${FILES_MAX} fichiers ou de 32 Mio`, 'ne gardez que ce que theme.css demande');
      files.set(`/theme/${relative}`, assetOf(name, readFileSync(path)));
    }
  };
  walk('', 1);
  if (!files.has(`/theme/${STYLE}`))
    throw refused(folder, `aucun fichier ${STYLE} dans ce dossier`, 'écrivez-le, même vide');
  const logo = LOGOS.map((name) => `/theme/${name}`).find((address) => files.has(address));
  return { style: `/theme/${STYLE}`, logo, files };
}

function refused(path: string, why: string, mend: string): ErreurTheme {
  return new ErreurTheme(`${path} : ${why} ; ${mend}.`);
}
