import { existsSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** The files of a trail, oldest first: those put aside, named after their last record, then the one being written. */
export function segmentsOf(file: string): string[] {
  const folder = dirname(file);
  if (!existsSync(folder)) return [];
  const extension = extname(file);
  const stem = basename(file, extension);
  const aside = readdirSync(folder).filter(
    (name) =>
      name.startsWith(`${stem}-`) && /^\d{12}$/.test(name.slice(stem.length + 1, name.length - extension.length)),
  );
  const files = aside.filter((name) => name.endsWith(extension)).sort();
  return [...files.map((name) => join(folder, name)), ...(existsSync(file) ? [file] : [])];
}

/** Where the file being written goes once it is full. */
export function asideName(file: string, lastSeq: number): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}-${String(lastSeq).padStart(12, '0')}${extension}`);
}

/** Moves a trail, whole, to a folder: the next record begins another one. */
export function setAside(file: string, folder: string): void {
  for (const segment of segmentsOf(file)) renameSync(segment, join(folder, basename(segment)));
}
