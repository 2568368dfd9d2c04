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
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw named(error, file);
  } finally {
    closeSync(descriptor);
  }
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
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw named(error, file);
  } finally {
    await handle.close();
  }
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

/** The system names no file when it fails to write to an open one. */
function named(error: unknown, file: string): unknown {
  return error instanceof Error ? Object.assign(error, { path: file }) : error;
}

function temporaryOf(file: string): string {
  return `${file}.${process.pid}.${written++}.tmp`;
}
