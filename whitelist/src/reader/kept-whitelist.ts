import { existsSync } from 'node:fs';
import type { AdmissionSnapshot } from '@inter-ror/mutual-tls';
import {
  readTrust,
  readVerifierState,
  type Trust,
  toSnapshot,
  type VerifiedList,
  type VerifierState,
  verifyList,
  WhitelistError,
} from '../document/index.js';
import { located, readBounded } from '../files/index.js';

const ALWAYS = Number.POSITIVE_INFINITY;

export interface ListFiles {
  /** The last good list; a newer one may be put there by hand. */
  cacheFile: string;
  trustFile: string;
  stateFile: string;
}

/** The best good list of a cache and of its copy. */
export interface KeptList {
  readonly list: VerifiedList;
  /** Why the cache itself is not the one taken; undefined when it is good. */
  readonly refused: WhitelistError | undefined;
  readonly trust: Trust;
  /** As they are on disk. */
  readonly bytes: Uint8Array;
}

/** Where a process that follows the publisher keeps the last list that it accepted, beside its cache. */
export function copyOf(cacheFile: string): string {
  return `${cacheFile}.copie`;
}

/**
 * Reads the best good list of the cache and of its copy, expired ones included: the caller decides what these are worth.
 * @throws WhitelistError when neither is good, or the trust or the state is unreadable
 */
export function readKept({ cacheFile, trustFile, stateFile }: ListFiles, now: number): KeptList {
  const trust = readTrust(readBounded(trustFile, 'l’ancre de confiance'), trustFile);
  const state = existsSync(stateFile)
    ? readVerifierState(readBounded(stateFile, 'l’état du vérificateur'), stateFile)
    : undefined;
  const cached = attempt(cacheFile, trust, state, now);
  const copied = attempt(copyOf(cacheFile), trust, state, now);
  if (cached instanceof WhitelistError) {
    if (copied instanceof WhitelistError) throw cached;
    return { ...copied, refused: cached, trust };
  }
  const copyIsNewer = !(copied instanceof WhitelistError) && copied.list.state.version > cached.list.state.version;
  return { ...(copyIsNewer ? copied : cached), refused: undefined, trust };
}

function attempt(
  file: string,
  trust: Trust,
  state: VerifierState | undefined,
  now: number,
): Pick<KeptList, 'list' | 'bytes'> | WhitelistError {
  try {
    const bytes = readBounded(file, 'la liste blanche');
    return { bytes, list: located(file, () => verifyList(bytes, trust, state, now, ALWAYS)) };
  } catch (error) {
    if (error instanceof WhitelistError) return error;
    throw error;
  }
}

/** What a list that has expired still says of whom to ask for the next one. */
export function reachOf({ document }: VerifiedList): AdmissionSnapshot {
  return toSnapshot(document, ALWAYS);
}
