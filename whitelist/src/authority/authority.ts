import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { endpoints, WhitelistError } from '../document/index.js';
import { adoptKeySet, askNextKey } from './adopt-keys.js';
import { checkAgreement, checkClock } from './agreement.js';
import { keepAnchor } from './anchors.js';
import { YEAR_MS } from './certify.js';
import { commitEntry, type Published } from './commit-entry.js';
import { checkEnrolment, type Enrolment } from './enrolment.js';
import { certified, identityAsked, type Renewal } from './identity-asked.js';
import { initAuthority } from './init.js';
import { entryListing } from './known-keys.js';
import { type AuthorityFiles, authorityFiles } from './layout.js';
import { withLock } from './lock.js';
import { pendingEntry } from './pending-entry.js';
import { checkValidity, publishNext } from './publish.js';
import { closeJournal, recordChange } from './record-change.js';
import { refuseSeated } from './region-seats.js';
import { type Restored, restoreState } from './restore.js';
import { samePerson } from './same-person.js';
import { type AuthorityState, entryOf, readState, type StoredEntry } from './state.js';
import {
  type Activation,
  activated,
  checkRotatable,
  NAMES,
  withNext,
  withoutCertificate,
  withStatus,
} from './transitions.js';

/** An entry after its change, and the version of the list that publishes it. */
export interface Changed extends Published {
  readonly entry: StoredEntry;
}

/**
 * The authority of one network, over a folder. Each operation reads the folder afresh under a lock, so several
 * processes may share it; each change is written to the journal first, and each change to who is admitted publishes the
 * next version of the list. `by` names who acts; it is `inter-ror` when a program does.
 */
export class Authority {
  readonly files: AuthorityFiles;

  private constructor(private readonly dir: string) {
    this.files = authorityFiles(dir);
  }

  /** Makes a new authority. @throws WhitelistError `REFUSED` */
  static async init(o: { dir: string; instance: string; by?: string }): Promise<Authority> {
    await initAuthority(o);
    return new Authority(o.dir);
  }

  /** Opens an existing one. @throws WhitelistError `FILE` */
  static open(dir: string): Authority {
    const authority = new Authority(dir);
    readState(authority.files.state);
    return authority;
  }

  /**
   * Makes the state again, from the last signed list, when it is lost, put back from a backup, edited, or when the
   * journal does not hold; publishes.
   * @param o.lists lists kept elsewhere, such as a member's: the latest of all is taken
   * @throws WhitelistError `REFUSED` when nothing is wrong
   */
  static restore(dir: string, o: { by: string; lists?: readonly Uint8Array[] }): Promise<Restored> {
    return withLock(dir, () => restoreState(authorityFiles(dir), { by: o.by, lists: o.lists ?? [] }));
  }

  /**
   * Registers a request as a pending entry; nobody is admitted yet. It replaces one that waits with the same key.
   * @throws WhitelistError `REFUSED`: bad request, weak key, key ever used by an entry (revoked ones included)
   */
  enroll(asked: Enrolment): Promise<StoredEntry & { readonly replaces: string | null }> {
    return this.#change(async (known) => {
      const checked = checkEnrolment(asked);
      const { proved, external, waiting } = await identityAsked(this.files, known, checked);
      const state = { ...known, entries: known.entries.filter((entry) => entry !== waiting) };
      refuseSeated(state, { id: '', kind: checked.kind, regions: checked.regionCodes });
      const entry = pendingEntry(state, checked, { proved, external });
      commitEntry(this.files, state, { action: 'enroll', by: checked.by || undefined, before: waiting, entry });
      return { ...entry, replaces: waiting?.id ?? null };
    });
  }

  /**
   * Lists a pending entry, once its certificate is issued when it asked for one, and publishes.
   * @param by who approves: not the person who enrolled
   * @returns the entry and its PEM chain (leaf, intermediate), also kept in `files.certificate(id)`
   * @throws WhitelistError `REFUSED`
   */
  approve(id: string, by: string, o: { notAfter?: Date } = {}): Promise<Changed & { certificate: string }> {
    return this.#change(async (state) => {
      const pending = entryOf(state, id);
      if (pending.status !== 'pending') {
        throw new WhitelistError('REFUSED', `« ${id} » n’est pas en attente : il est ${NAMES[pending.status]}.`);
      }
      if (samePerson(by, '') || samePerson(by, pending.enrolledBy)) {
        throw new WhitelistError(
          'REFUSED',
          `« ${id} » a été inscrit par « ${pending.enrolledBy} » : une autre personne doit approuver (--by NOM).`,
        );
      }
      refuseSeated(state, pending);
      const notAfter = o.notAfter ?? new Date(pending.notAfter);
      const { certs, pem } = await certified(this.files, pending, 'current', notAfter, {
        proved: pending.publicKey === '' ? undefined : pending,
        external: pending.external ?? undefined,
      });
      const entry = { ...withStatus(pending, ['pending'], 'active', null), approvedBy: by, certs };
      writeFileSync(this.files.certificate(id), pem);
      return {
        entry,
        certificate: pem,
        ...commitEntry(this.files, state, { action: 'approve', by, before: pending, entry }),
      };
    });
  }

  /**
   * Lists a new certificate beside the current one, and publishes: both are admitted until {@link activate}.
   * @returns the PEM chain of the new certificate, also kept in `files.nextCertificate(id)`
   * @throws WhitelistError `REFUSED`
   */
  rotate(id: string, renewal: Renewal, by?: string): Promise<Changed & { certificate: string }> {
    return this.#change(async (state) => {
      const before = entryOf(state, id);
      checkRotatable(before);
      const asked = await identityAsked(this.files, state, renewal);
      if (asked.waiting !== undefined) {
        throw new WhitelistError(
          'REFUSED',
          `Cette clé est celle de la demande « ${asked.waiting.id} » : faites-en une autre.`,
        );
      }
      const { certs, pem } = await certified(this.files, before, 'next', new Date(Date.now() + YEAR_MS), asked);
      const entry = withNext(before, certs);
      writeFileSync(this.files.nextCertificate(id), pem);
      return { entry, certificate: pem, ...commitEntry(this.files, state, { action: 'rotate', by, before, entry }) };
    });
  }

  /**
   * Withdraws the certificates that the next ones replace, and publishes.
   * @throws WhitelistError `REFUSED`
   */
  activate(id: string, o: Activation & { by?: string } = {}): Promise<Changed> {
    return this.#change((state) => {
      const before = entryOf(state, id);
      const entry = activated(before, o);
      const published = commitEntry(this.files, state, { action: 'activate', by: o.by, before, entry });
      if (existsSync(this.files.nextCertificate(id))) {
        renameSync(this.files.nextCertificate(id), this.files.certificate(id));
      }
      return { entry, ...published };
    });
  }

  /** Admits a member no more until {@link resume}, and publishes. @throws WhitelistError `REFUSED` */
  suspend(id: string, reason: string, by?: string): Promise<Changed> {
    return this.#move(id, 'suspend', by, (entry) => withStatus(entry, ['active'], 'suspended', reason));
  }

  /** Admits a suspended member again, and publishes. @throws WhitelistError `REFUSED` */
  resume(id: string, by?: string): Promise<Changed> {
    return this.#move(id, 'resume', by, (entry, state) => {
      refuseSeated(state, entry);
      return withStatus(entry, ['suspended'], 'active', null);
    });
  }

  /** Ends an entry for good and publishes; it stays in the list, revoked, so that it never comes back silently. */
  revoke(id: string, reason: string, by?: string): Promise<Changed> {
    const from = ['pending', 'active', 'suspended'] as const;
    return this.#move(id, 'revoke', by, (entry) => withStatus(entry, from, 'revoked', reason), true);
  }

  /**
   * Ends one certificate for good and publishes: the member goes on with its others; with none left, it is revoked.
   * @param fingerprint SHA-256 of the certificate, hexadecimal, colons allowed
   */
  revokeCertificate(fingerprint: string, reason: string, by?: string): Promise<Changed> {
    const wanted = fingerprint.replaceAll(':', '').toLowerCase();
    return this.#change((state) => {
      const before = entryListing(state, wanted);
      const left = withoutCertificate(before, wanted, reason);
      const entry = left ?? withStatus(before, ['active', 'suspended'], 'revoked', reason);
      const published = commitEntry(this.files, state, { action: 'revoke', by, before, entry });
      if (left !== undefined) rmSync(this.files.nextCertificate(before.id), { force: true });
      return { entry, ...published };
    });
  }

  /** Gives a member the addresses at which it now serves, and publishes if it is listed. */
  async setEndpoints(id: string, addresses: readonly string[], by?: string): Promise<StoredEntry> {
    const { entry } = await this.#move(id, 'endpoint', by, (before) => {
      if (before.status === 'revoked') throw new WhitelistError('REFUSED', `« ${id} » est révoqué.`);
      const checked = endpoints.safeParse(addresses);
      if (checked.success) return { ...before, endpoints: checked.data.map((address) => new URL(address).origin) };
      throw new WhitelistError('REFUSED', `Adresses de « ${id} » : ${checked.error.issues[0]!.message}`);
    });
    return entry;
  }

  /**
   * Makes the next list signing key; nothing changes until {@link adoptKeys}.
   * @returns the request for the root to sign, and the id of the key
   * @throws WhitelistError `REFUSED`
   */
  nextKey(o: { by?: string } = {}): Promise<{ request: string; kid: string }> {
    return this.#change((state) => askNextKey(this.files, state, o.by));
  }

  /**
   * Puts in force the key set that the root has signed, and publishes with its key: readers follow, and the former key
   * signs nothing that they accept any more.
   * @throws WhitelistError
   */
  adoptKeys(signed: Uint8Array, o: { by?: string } = {}): Promise<{ kid: string; version: number }> {
    return this.#change((state) => adoptKeySet(this.files, state, signed, o.by));
  }

  /** Every entry, pending ones included. */
  list(): StoredEntry[] {
    return readState(this.files.state).entries;
  }

  /** @throws WhitelistError `REFUSED` when no entry has this id */
  show(id: string): StoredEntry {
    return entryOf(readState(this.files.state), id);
  }

  /** Publishes the next version with the same entries, to renew the list before it expires. @default 24 h */
  publish(o: { validityMs?: number; by?: string } = {}): Promise<Published> {
    return this.#change((state) => {
      if (o.validityMs !== undefined) checkValidity(o.validityMs);
      const docVersion = state.version + 1;
      const auditHead = recordChange(this.files, {
        by: o.by,
        action: 'publish',
        target: state.instance,
        docVersion,
        entries: state.entries,
      });
      const { version, digest } = publishNext(this.files, state, { auditHead, validityMs: o.validityMs });
      return { version, digest };
    });
  }

  #move(
    id: string,
    action: string,
    by: string | undefined,
    next: (entry: StoredEntry, state: AuthorityState) => StoredEntry,
    always = false,
  ): Promise<Changed> {
    return this.#change((state) => {
      const before = entryOf(state, id);
      const entry = next(before, state);
      return { entry, ...commitEntry(this.files, state, { action, by, before, entry, always }) };
    });
  }

  #change<T>(act: (state: AuthorityState) => T | Promise<T>): Promise<T> {
    return withLock(this.dir, () => {
      const state = readState(this.files.state);
      keepAnchor(this.files);
      closeJournal(this.files);
      checkClock(this.files, checkAgreement(this.files, state));
      return act(state);
    });
  }
}
