import { existsSync } from 'node:fs';
import {
  type Heartbeat,
  readTrust,
  readVerifierState,
  type Trust,
  type VerifiedList,
  type VerifierState,
  verifyHeartbeat,
  verifyList,
  WhitelistError,
} from '../document/index.js';
import { located, readBounded, stampOf, writeAtomicallyAsync } from '../files/index.js';

export interface ListFiles {
  /** The last good list; a newer one may be put there by hand. */
  cacheFile: string;
  trustFile: string;
  stateFile: string;
}

/** The last list accepted, on disk and in memory, with what must be remembered to refuse an older one. */
export class AcceptedList {
  #list: VerifiedList;
  readonly #trust: Trust;
  readonly #files: ListFiles;
  /** What the cache file was when it was last looked at. */
  #seen: string;
  #writing: Promise<void> = Promise.resolve();

  /**
   * Reads the best good list of the cache and of its copy, expired ones included: the caller decides what these are worth.
   * @throws WhitelistError when neither is good, or the trust or the state is unreadable
   */
  constructor(files: ListFiles, now: number, onError: (error: Error) => void) {
    this.#files = files;
    this.#trust = readTrust(readBounded(files.trustFile, 'l’ancre de confiance'), files.trustFile);
    const { stateFile, cacheFile } = files;
    const state = existsSync(stateFile)
      ? readVerifierState(readBounded(stateFile, 'l’état du vérificateur'), stateFile)
      : undefined;
    this.#seen = stampOf(cacheFile);
    const attempt = (file: string): VerifiedList | WhitelistError => {
      try {
        const bytes = readBounded(file, 'la liste blanche');
        return located(file, () => verifyList(bytes, this.#trust, state, now, ALWAYS));
      } catch (error) {
        if (error instanceof WhitelistError) return error;
        throw error;
      }
    };
    const cached = attempt(cacheFile);
    const copied = attempt(copyOf(cacheFile));
    if (!(cached instanceof WhitelistError)) {
      const copyIsNewer = !(copied instanceof WhitelistError) && copied.state.version > cached.state.version;
      this.#list = copyIsNewer ? copied : cached;
    } else {
      if (copied instanceof WhitelistError) throw cached;
      onError(cached);
      this.#list = copied;
    }
  }

  get list(): VerifiedList {
    return this.#list;
  }

  /**
   * Verifies a list that came by any way. One that is already in force changes nothing.
   * @returns whether it is a new one; nothing is on disk yet, see {@link save}
   * @throws WhitelistError
   */
  accept(bytes: Uint8Array, now: number): boolean {
    const next = verifyList(bytes, this.#trust, this.#list.state, now);
    if (next.state.digest === this.#list.state.digest && next.state.keysDigest === this.#list.state.keysDigest)
      return false;
    this.#list = next;
    return true;
  }

  /**
   * Puts an accepted list on disk, after what is being written. The list goes first: a crash in between must not leave a
   * state ahead of its list.
   * @param inCache it is what the cache holds already
   */
  save(bytes: Uint8Array, inCache: boolean): Promise<void> {
    const { cacheFile } = this.#files;
    const { state } = this.#list;
    return this.#afterOthers(async () => {
      if (!inCache) {
        await writeAtomicallyAsync(cacheFile, bytes);
        this.#seen = stampOf(cacheFile);
      }
      await writeAtomicallyAsync(copyOf(cacheFile), bytes);
      await this.#write(state);
    });
  }

  saveState(): Promise<void> {
    const { state } = this.#list;
    return this.#afterOthers(() => this.#write(state));
  }

  /**
   * Verifies a heartbeat. When it vouches for the list in force, its instant is remembered.
   * @throws WhitelistError
   */
  heartbeat(compact: string, now: number): Heartbeat {
    const { keys, document, state } = this.#list;
    const heartbeat = verifyHeartbeat(compact, { keys, maxAgeMs: document.heartbeatMaxAge * 1_000, state, now });
    const issuedAt = Date.parse(heartbeat.issuedAt);
    if (heartbeat.version === state.version && issuedAt > state.heartbeatAt) {
      this.#list = { ...this.#list, state: { ...state, heartbeatAt: issuedAt } };
    }
    return heartbeat;
  }

  /** What somebody has put at the cache's path since it was last looked at. @throws WhitelistError */
  broughtByHand(): Buffer | undefined {
    const { cacheFile } = this.#files;
    const now = stampOf(cacheFile);
    if (now === this.#seen) return undefined;
    this.#seen = now;
    return now === '' ? undefined : readBounded(cacheFile, 'la liste blanche');
  }

  #write(state: VerifierState): Promise<void> {
    return writeAtomicallyAsync(this.#files.stateFile, JSON.stringify(state), 0o600);
  }

  #afterOthers(write: () => Promise<void>): Promise<void> {
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => {});
    return written;
  }
}

const ALWAYS = Number.POSITIVE_INFINITY;

function copyOf(cacheFile: string): string {
  return `${cacheFile}.copie`;
}
