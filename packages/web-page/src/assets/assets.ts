import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Asset, assetOf } from './asset.js';
import { readTheme } from './theme.js';

const require = createRequire(import.meta.url);
const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));

/** The files that a page asks for, read once, under addresses that change with their bytes. */
export interface Assets {
  styles: string[];
  script: string;
  logo: string | undefined;
  /** By address. */
  files: ReadonlyMap<string, Asset>;
}

/**
 * @param folder theme, put over the page's own style
 * @throws ErreurTheme
 */
export function readAssets(folder?: string): Assets {
  const theme = folder === undefined ? undefined : readTheme(folder);
  const files = new Map<string, Asset>(theme?.files);
  const add = (name: string, bytes: Buffer) => {
    const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
    const address = `/assets/${digest}/${name}`;
    files.set(address, assetOf(name, bytes));
    return address;
  };
  const styles = [
    add('pico.css', layer('pico', require.resolve('@picocss/pico/css/pico.classless.min.css'))),
    add('page.css', layer('page', join(PUBLIC, 'page.css'))),
  ];
  if (theme !== undefined) styles.push(theme.style);
  return { styles, script: add('page.js', readFileSync(join(PUBLIC, 'page.js'))), logo: theme?.logo, files };
}

/** Each default sheet is a cascade layer: whatever a theme says wins, without a contest of selectors. */
function layer(name: string, path: string): Buffer {
  const text = readFileSync(path, 'utf8').replace(/^@charset[^;]*;/, '');
  return Buffer.from(`@layer ${name} {\n${text}}\n`);
}
