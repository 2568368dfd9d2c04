import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

let written = 0;

/** Replaces a file so that a reader, or a restart after a crash at any instant, sees the old or the new one whole. */
export function writeAtomically(file: string, content: string | Uint8Array, mode = 0o644): void {
  const temporary = temporaryOf(file);
  rmSync(temporary, { force: true });
  const descriptor = openSync(temporary, 'wx', mode);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** The same without stopping this thread while the disk works. */
export async function writeAtomicallyAsync(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const temporary = temporaryOf(file);
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Replaces a file that may be lost: readers see the old or the new one whole, a power cut may leave neither. */
export function replaceFile(file: string, content: string, mode: number): void {
  const temporary = temporaryOf(file);
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, file);
}

function temporaryOf(file: string): string {
  return `${file}.${process.pid}.${written++}.tmp`;
}
