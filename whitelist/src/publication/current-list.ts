import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import { AdmissionBox, type AdmissionSource } from '@inter-ror/mutual-tls';
import { digestOf, readTrust, type Trust, type VerifiedList, verifyList } from '../document/index.js';
import { located, readBounded, stampOf } from '../files/index.js';

const POLL_MS = 100;
const VERSIONS_REMEMBERED = 1_000;

/** The published list of an authority's folder, verified as any reader does, and followed. */
export class CurrentList {
  readonly #file: string;
  readonly #trust: Trust;
  readonly #box: AdmissionBox;
  readonly #timer: NodeJS.Timeout;
  readonly #watcher: FSWatcher;
  readonly #publications = new Map<number, { digest: string; issuedAt: number }>();
  #list: VerifiedList;
  #bytes: Buffer;
  #tag: string;
  #stamp: string;

  /**
   * @param onPublication told of each new list, once the sockets that it closes are closed
   * @param onError told of each new file that is not a good list: the last good one stays published
   * @throws WhitelistError
   */
  constructor(
    files: { list: string; trust: string },
    private readonly onPublication: () => void,
    private readonly onError: (error: Error) => void,
  ) {
    this.#file = files.list;
    this.#trust = readTrust(readBounded(files.trust, 'l’ancre de confiance'), files.trust);
    this.#stamp = stampOf(this.#file);
    this.#bytes = readBounded(this.#file, 'la liste blanche');
    this.#list = located(this.#file, () => verifyList(this.#bytes, this.#trust));
    this.#tag = tagOf(this.#bytes);
    this.#remember();
    this.#box = new AdmissionBox(this.#list.snapshot);
    this.#timer = setInterval(() => this.look(), POLL_MS).unref();
    this.#watcher = watch(dirname(this.#file), { persistent: false }, () => this.look());
    this.#watcher.on('error', onError);
  }

  get admission(): AdmissionSource {
    return this.#box;
  }

  get list(): VerifiedList {
    return this.#list;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Entity tag: SHA-256 of the published bytes. */
  get tag(): string {
    return this.#tag;
  }

  /** When this version was issued, and its digest, if it has been in force since the publisher started. */
  publicationOf(version: number): { digest: string; issuedAt: number } | undefined {
    return this.#publications.get(version);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#watcher.close();
    this.#box.close();
  }

  /** Looks at the file now, without waiting. */
  look(): void {
    const stamp = stampOf(this.#file);
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    try {
      const bytes = readBounded(this.#file, 'la liste blanche');
      if (bytes.equals(this.#bytes)) return;
      this.#list = located(this.#file, () => verifyList(bytes, this.#trust, this.#list.state));
      this.#bytes = bytes;
      this.#tag = tagOf(bytes);
      this.#remember();
      try {
        this.#box.swap(this.#list.snapshot);
      } finally {
        this.onPublication();
      }
    } catch (error) {
      this.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #remember(): void {
    const { version, issuedAt } = this.#list.document;
    this.#publications.set(version, { digest: this.#list.state.digest, issuedAt: Date.parse(issuedAt) });
    if (this.#publications.size > VERSIONS_REMEMBERED) {
      this.#publications.delete(this.#publications.keys().next().value!);
    }
  }
}

function tagOf(bytes: Buffer): string {
  return `"${digestOf(bytes)}"`;
}
