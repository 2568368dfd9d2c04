import { extname } from 'node:path';

/** A file that a page asks for. */
export interface Asset {
  bytes: Buffer;
  type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export function assetOf(name: string, bytes: Buffer): Asset {
  return { bytes, type: TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream' };
}
