import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { CommandFailure, EXIT } from '../output/index.js';

/** The files by which a listed consumer asks. */
export interface ClientFiles {
  ca: string;
  cert: string;
  key: string;
}

/** What scripts need to ask the nation that runs. */
export interface Ready {
  gateway: { graphql: string; soap: string; page: string; console: string };
  regions: {
    codes: readonly string[];
    nom: string;
    graphql: string;
    soap: string;
    page: string;
    console: string;
    pid: number;
  }[];
  /** The simulated solutions that some regions follow; those that `codes` names. */
  solutionsSimulees: {
    genre: 'iess' | 'ir';
    codes: readonly string[];
    notification: string;
    lecture: string;
    /** Plain HTTP: its state, faults and changes on demand. */
    controle: string;
    pid: number;
  }[];
  /** A listed consumer with profile 1. */
  client: ClientFiles;
  /** One listed consumer a profile, `"0"` to `"5"`. */
  clients: Record<string, ClientFiles>;
  /** The authority's folder, for the verbs of `inter-ror whitelist`. */
  whitelist: { dir: string };
  /** The demo's own door in plain HTTP, on loopback. */
  http: string;
  /** Every process of the nation. */
  pids: number[];
}

/** Where a demo leaves its ready file when no place is named, so that `ask` finds it. */
export const READY_FILE = join(homedir(), '.inter-ror-demo.json');

/** Writes the ready file; gives what removes it, unless another demo has written there since. */
export function writeReady(file: string, ready: Ready): () => void {
  const text = `${JSON.stringify(ready, null, 2)}\n`;
  writeFileSync(file, text, { mode: 0o600 });
  return () => {
    try {
      if (readFileSync(file, 'utf8') === text) rmSync(file);
    } catch {
      // Already gone.
    }
  };
}

/**
 * Where a nation leaves its ready file: the place given, and the default one, where `ask` looks. When a nation that lives
 * has its file there, it keeps it, and another without a place of its own takes one beside.
 */
export function readyFilesOf(given: string | undefined): string[] {
  const free = !nationLives(READY_FILE);
  if (given !== undefined) return free && resolve(given) !== READY_FILE ? [given, READY_FILE] : [given];
  return [free ? READY_FILE : READY_FILE.replace(/\.json$/, `-${process.pid}.json`)];
}

/** Whether a process of the nation of a ready file lives; false when there is no file, or one that cannot be read. */
export function nationLives(file: string): boolean {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Ready).pids.some(lives);
  } catch {
    return false;
  }
}

/** @throws CommandFailure when no file can be written there */
export function checkWritable(file: string): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder))
    throw new CommandFailure(`--ready-file ${file} : le dossier ${folder} n’existe pas.`, EXIT.USAGE);
  if (existsSync(file) && !statSync(file).isFile())
    throw new CommandFailure(`--ready-file ${file} : ce n’est pas un fichier.`, EXIT.USAGE);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
