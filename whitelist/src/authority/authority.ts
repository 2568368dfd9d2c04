import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { endpoints, WhitelistError } from '../document/index.js';
import { writeAtomically } from '../files/index.js';
import { type Certified, CLOCK_MARGIN_MS, certifyExternal, certifyKey } from './certify.js';
import { readCsr } from './csr.js';
import { checkEnrolment, type Enrolment } from './enrolment.js';
import { checkExternal } from './external-certificate.js';
import { freeId } from './free-id.js';
import { initAuthority } from './init.js';
import { checkAdoptable, requestNextKey } from './key-succession.js';
import { entryListing, marksOfExternal, refuseKnown } from './known-keys.js';
import { type AuthorityFiles, authorityFiles } from './layout.js';
import { withLock } from './lock.js';
import type { ProvedKey } from './proved-key.js';
import { checkValidity, publishNext } from './publish.js';
import { recordChange } from './record-change.js';
import { samePerson } from './same-person.js';
import {
  type AuthorityState,
  type ExternalCertificates,
  entryOf,
  publishedPart,
  readState,
  type StoredEntry,
  withEntry,
  writeState,
} from './state.js';
import { type Activation, activated, checkRotatable, withNext, withoutCertificate, withStatus } from './transitions.js';

const YEAR_MS = 365 * 86_400_000;

/** An entry after its change, and the version of the list that publishes it. */
export interface Changed {
  readonly entry: StoredEntry;
  readonly version: number;
}

/** A new certificate for a member: its request, or certificates of another authority. PEM. */
export interface Renewal {
  readonly csr?: string | undefined;
  readonly certificates?: readonly string[] | undefined;
  readonly ca?: string | undefined;
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
   * Registers a request as a pending entry; nobody is admitted yet.
   * @throws WhitelistError `REFUSED`: bad request, weak key, key ever used by an entry (revoked ones included)
   */
  enroll(asked: Enrolment): Promise<StoredEntry> {
    return this.#change(async (state) => {
      const { csr, certificates, ca, regionCodes, by, ...fields } = checkEnrolment(asked);
      const { proved, external } = await this.#identityAsked(state, { csr, certificates, ca });
      const now = new Date();
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
      this.#commit(state, 'enroll', by || undefined, undefined, entry);
      return entry;
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
        throw new WhitelistError('REFUSED', `« ${id} » n’est pas en attente (${pending.status}).`);
      }
      if (samePerson(by, '') || samePerson(by, pending.enrolledBy)) {
        throw new WhitelistError(
          'REFUSED',
          `« ${id} » a été inscrit par « ${pending.enrolledBy} » : une autre personne doit approuver (--by NOM).`,
        );
      }
      const notAfter = o.notAfter ?? new Date(pending.notAfter);
      const { certs, pem } = await this.#certified(pending, 'current', notAfter, {
        proved: pending.publicKey === '' ? undefined : pending,
        external: pending.external ?? undefined,
      });
      const entry = { ...withStatus(pending, ['pending'], 'active', null), approvedBy: by, certs };
      writeFileSync(this.files.certificate(id), pem);
      return { entry, certificate: pem, version: this.#commit(state, 'approve', by, pending, entry) };
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
      const asked = await this.#identityAsked(state, renewal);
      const { certs, pem } = await this.#certified(before, 'next', new Date(Date.now() + YEAR_MS), asked);
      const entry = withNext(before, certs);
      writeFileSync(this.files.nextCertificate(id), pem);
      return { entry, certificate: pem, version: this.#commit(state, 'rotate', by, before, entry) };
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
      const version = this.#commit(state, 'activate', o.by, before, entry);
      if (existsSync(this.files.nextCertificate(id))) {
        renameSync(this.files.nextCertificate(id), this.files.certificate(id));
      }
      return { entry, version };
    });
  }

  /** Admits a member no more until {@link resume}, and publishes. @throws WhitelistError `REFUSED` */
  suspend(id: string, reason: string, by?: string): Promise<Changed> {
    return this.#move(id, 'suspend', by, (entry) => withStatus(entry, ['active'], 'suspended', reason));
  }

  /** Admits a suspended member again, and publishes. @throws WhitelistError `REFUSED` */
  resume(id: string, by?: string): Promise<Changed> {
    return this.#move(id, 'resume', by, (entry) => withStatus(entry, ['suspended'], 'active', null));
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
      const version = this.#commit(state, 'revoke', by, before, entry);
      if (left !== undefined) rmSync(this.files.nextCertificate(before.id), { force: true });
      return { entry, version };
    });
  }

  /** Gives a member the addresses at which it now serves, and publishes if it is listed. */
  async setEndpoints(id: string, addresses: readonly string[], by?: string): Promise<StoredEntry> {
    const { entry } = await this.#move(id, 'endpoint', by, (before) => {
      if (before.status === 'revoked') throw new WhitelistError('REFUSED', `« ${id} » est révoqué.`);
      const checked = endpoints.safeParse(addresses);
      if (checked.success) return { ...before, endpoints: checked.data };
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
  publish(o: { validityMs?: number; by?: string } = {}): Promise<{ version: number }> {
    return this.#change((state) => {
      if (o.validityMs !== undefined) checkValidity(o.validityMs);
      const docVersion = state.version + 1;
      const auditHead = recordChange(this.files, { by: o.by, action: 'publish', target: state.instance, docVersion });
      return { version: publishNext(this.files, state, { auditHead, validityMs: o.validityMs }).version };
    });
  }

  #move(
    id: string,
    action: string,
    by: string | undefined,
    next: (entry: StoredEntry) => StoredEntry,
    always = false,
  ): Promise<Changed> {
    return this.#change((state) => {
      const before = entryOf(state, id);
      const entry = next(before);
      return { entry, version: this.#commit(state, action, by, before, entry, always) };
    });
  }

  /** Journal, then list; a pending entry is nobody's business yet. @returns the version of the list in force */
  #commit(
    state: AuthorityState,
    action: string,
    by: string | undefined,
    before: StoredEntry | undefined,
    entry: StoredEntry,
    always = false,
  ): number {
    const publishes = always || entry.status !== 'pending';
    const docVersion = state.version + (publishes ? 1 : 0);
    const auditHead = recordChange(this.files, {
      by,
      action,
      target: entry.id,
      before: before === undefined ? null : recorded(before),
      after: recorded(entry),
      docVersion,
    });
    const next = withEntry(state, entry);
    if (!publishes) writeState(this.files.state, next);
    else publishNext(this.files, next, { auditHead });
    return docVersion;
  }

  async #identityAsked(state: AuthorityState, asked: Renewal): Promise<IdentityAsked> {
    if (asked.csr !== undefined) {
      const proved = await readCsr(asked.csr);
      refuseKnown(state, [proved.spki]);
      return { proved, external: undefined };
    }
    if (asked.certificates === undefined)
      throw new WhitelistError('REFUSED', 'Donnez une demande (CSR) ou un certificat.');
    const trusted = `${readFileSync(this.files.ca, 'utf8')}\n${asked.ca ?? ''}`;
    const external = checkExternal(asked.certificates, trusted, Date.now());
    refuseKnown(state, ...marksOfExternal(external));
    return { proved: undefined, external };
  }

  async #certified(
    entry: StoredEntry,
    slot: 'current' | 'next',
    notAfter: Date,
    {
      proved,
      external,
    }: { proved: Pick<ProvedKey, 'publicKey'> | undefined; external: ExternalCertificates | undefined },
  ): Promise<Certified> {
    if (proved !== undefined) return certifyKey(this.files, entry, proved, slot, notAfter);
    return certifyExternal(this.files, entry, external!, slot);
  }

  #change<T>(act: (state: AuthorityState) => T | Promise<T>): Promise<T> {
    return withLock(this.dir, () => act(readState(this.files.state)));
  }
}

type IdentityAsked =
  | { readonly proved: ProvedKey; readonly external: undefined }
  | { readonly proved: undefined; readonly external: ExternalCertificates };

/** What the journal tells of an entry. */
function recorded(entry: StoredEntry): object {
  const { enrolledBy, approvedBy, retired } = entry;
  return { ...publishedPart(entry), enrolledBy, approvedBy, retired };
}
