import {
  type Heartbeat,
  type Trust,
  type VerifiedList,
  type VerifierState,
  verifyHeartbeat,
  verifyList,
} from '../document/index.js';
import { readBounded, stampOf, writeAtomicallyAsync } from '../files/index.js';
import { copyOf, type ListFiles, readKept } from './kept-whitelist.js';

/** The last list accepted, on disk and in memory, with what must be remembered to refuse an older one. */
export class AcceptedList {
  #list: VerifiedList;
  readonly #trust: Trust;
  readonly #files: ListFiles;
  /** What the cache file was when it was last looked at. */
  #seen: string;
  #writing: Promise<void> = Promise.resolve();
  /** What the copy holds once this process has begun. */
  readonly #begun: Uint8Array;

  /**
   * Reads the best good list of the cache and of its copy, expired ones included: the caller decides what these are worth.
   * @throws WhitelistError when neither is good, or the trust or the state is unreadable
   */
  constructor(files: ListFiles, now: number, onError: (error: Error) => void) {
    this.#files = files;
    this.#seen = stampOf(files.cacheFile);
    const { list, refused, trust, bytes } = readKept(files, now);
    this.#begun = bytes;
    this.#trust = trust;
    this.#list = list;
    if (refused !== undefined) onError(refused);
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

  /** Keeps what this process begins with: should its cache be spoilt, it begins with it again. */
  begin(): Promise<void> {
    const { state } = this.#list;
    return this.#afterOthers(async () => {
      await writeAtomicallyAsync(copyOf(this.#files.cacheFile), this.#begun);
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
