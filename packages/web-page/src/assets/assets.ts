import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const FILE_MAX = 1024 * 1024;

export interface Asset {
  bytes: Buffer;
  type: string;
}

/** The files that a page asks for, read once, under addresses that change with their bytes. */
export interface Assets {
  styles: string[];
  script: string;
  /** By address. */
  files: ReadonlyMap<string, Asset>;
}

/**
 * @param theme folder with a `theme.css`, put after the page's own style, and what it needs (images, fonts)
 * @throws Error naming the folder without `theme.css`, or the file that is too large
 */
export function readAssets(theme?: string): Assets {
  const files = new Map<string, Asset>();
  const add = (path: string, name: string) => {
    const bytes = readFileSync(path);
    const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
    const address = `/assets/${digest}/${name}`;
    files.set(address, { bytes, type: TYPES[extname(name)] ?? 'application/octet-stream' });
    return address;
  };
  const styles = [
    add(require.resolve('@picocss/pico/css/pico.classless.min.css'), 'pico.css'),
    add(join(PUBLIC, 'page.css'), 'page.css'),
  ];
  const script = add(join(PUBLIC, 'page.js'), 'page.js');
  if (theme !== undefined) styles.push(readTheme(theme, files));
  return { styles, script, files };
}

/** A theme keeps its own names: its style sheet asks for them relatively. */
function readTheme(folder: string, files: Map<string, Asset>): string {
  if (!existsSync(join(folder, 'theme.css'))) throw new Error(`${folder} : aucun fichier theme.css dans ce dossier.`);
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const bytes = readFileSync(join(folder, name));
    if (bytes.length > FILE_MAX) throw new Error(`${join(folder, name)} : plus de ${FILE_MAX} octets.`);
    files.set(`/theme/${name}`, { bytes, type });
  }
  return '/theme/theme.css';
}
