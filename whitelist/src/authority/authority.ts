import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { endpoints, WhitelistError } from '../document/index.js';
import { writeAtomically } from '../files/index.js';
import { checkAgreement, checkClock } from './agreement.js';
import { keepAnchor } from './anchors.js';
import { CLOCK_MARGIN_MS, YEAR_MS } from './certify.js';
import { checkEnrolment, type Enrolment } from './enrolment.js';
import { freeId } from './free-id.js';
import { certified, identityAsked, type Renewal } from './identity-asked.js';
import { initAuthority } from './init.js';
import { checkAdoptable, requestNextKey } from './key-succession.js';
import { entryListing } from './known-keys.js';
import { type AuthorityFiles, authorityFiles } from './layout.js';
import { withLock } from './lock.js';
import { checkValidity, publishNext } from './publish.js';
import { closeJournal, recordChange } from './record-change.js';
import { refuseSeated } from './region-seats.js';
import { type Restored, restoreState } from './restore.js';
import { samePerson } from './same-person.js';
import {
  type AuthorityState,
  entryOf,
  publishedPart,
  readState,
  type StoredEntry,
  withEntry,
  writeState,
} from './state.js';
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

/** The list in force after a change. */
export interface Published {
  readonly version: number;
  /** SHA-256 of its payload; null before the first. */
  readonly digest: string | null;
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
      const { csr, certificates, ca, regionCodes, by, ...fields } = checkEnrolment(asked);
      const { proved, external, waiting } = await identityAsked(this.files, known, { csr, certificates, ca });
      const state = { ...known, entries: known.entries.filter((entry) => entry !== waiting) };
      const now = new Date();
      refuseSeated(state, { id: '', kind: fields.kind, regions: regionCodes });
      const wish = fields.kind === 'region' ? `region-${regionCodes.join('-')}` : `${fields.kind}-${fields.label}`;
      const entry: StoredEntry = {
        ...fields,
        id: freeId(state, wish),
        regions: regionCodes,
        status: 'pending',
        statusSince: now.toISOString(),
        reason: null,
        certs: [],
        notBefore: new Date(now.getTime() - CLOCK_MARGIN_MS).toISOString(),
        notAfter: new Date(now.getTime() + YEAR_MS).toISOString(),
        publicKey: proved?.publicKey ?? '',
        spki: proved?.spki ?? external!.certificates[0]!.spki,
        external: external ?? null,
        enrolledBy: by,
        approvedBy: null,
        retired: [],
      };
      this.#commit(state, 'enroll', by || undefined, waiting, entry);
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
      return { entry, certificate: pem, ...this.#commit(state, 'approve', by, pending, entry) };
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
      return { entry, certificate: pem, ...this.#commit(state, 'rotate', by, before, entry) };
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
      const published = this.#commit(state, 'activate', o.by, before, entry);
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
      const published = this.#commit(state, 'revoke', by, before, entry);
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
    return this.#change(async (state) => {
      const { request, kid } = await requestNextKey(this.files);
      const after = { signing: kid };
      recordChange(this.files, {
        by: o.by,
        action: 'key-next',
        target: state.instance,
        after,
        docVersion: state.version,
        entries: state.entries,
      });
      return { request: JSON.stringify(request), kid };
    });
  }

  /**
   * Puts in force the key set that the root has signed, and publishes with its key: readers follow, and the former key
   * signs nothing that they accept any more.
   * @throws WhitelistError
   */
  adoptKeys(signed: Uint8Array, o: { by?: string } = {}): Promise<{ kid: string; version: number }> {
    return this.#change((state) => {
      const { keySet, bytes, key, trust } = checkAdoptable(this.files, signed);
      const docVersion = state.version + 1;
      const auditHead = recordChange(this.files, {
        by: o.by,
        action: 'key-adopt',
        target: state.instance,
        before: { signing: state.signingKid },
        after: { signing: key.kid, keys: keySet.version, root: trust.root.kid },
        docVersion,
        entries: state.entries,
      });
      // In this order, what a crash leaves is completed by adopting again, then by publishing.
      writeAtomically(this.files.trust, JSON.stringify(trust, null, 2));
      writeAtomically(this.files.keys, bytes);
      return { kid: key.kid, version: publishNext(this.files, state, { auditHead }).version };
    });
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
      return { entry, ...this.#commit(state, action, by, before, entry, always) };
    });
  }

  /** Journal, then list; a pending entry is nobody's business yet. @returns the list in force */
  #commit(
    state: AuthorityState,
    action: string,
    by: string | undefined,
    before: StoredEntry | undefined,
    entry: StoredEntry,
    always = false,
  ): Published {
    const publishes = always || entry.status !== 'pending';
    const docVersion = state.version + (publishes ? 1 : 0);
    const next = withEntry(state, entry);
    const auditHead = recordChange(this.files, {
      by,
      action,
      target: entry.id,
      before: before === undefined ? null : recorded(before),
      after: recorded(entry),
      docVersion,
      entries: next.entries,
    });
    if (!publishes) writeState(this.files.state, next);
    const { version, digest } = publishes ? publishNext(this.files, next, { auditHead }) : next;
    return { version, digest };
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

/** What the journal tells of an entry. */
function recorded(entry: StoredEntry): object {
  const { spki, enrolledBy, approvedBy, retired } = entry;
  return { ...publishedPart(entry), spki, enrolledBy, approvedBy, retired };
}
