import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lastRecords, setAside } from '@inter-ror/audit';
import { type VerifiedList, verifyAsIssued, type WhitelistEntry, WhitelistError } from '../document/index.js';
import { checkAgreement, checkClock, journalBreak } from './agreement.js';
import { keepAnchor, presentAnchor } from './anchors.js';
import { keptVersions, lastSigned } from './kept-list.js';
import type { AuthorityFiles } from './layout.js';
import { publishNext } from './publish.js';
import { closeJournal, recordChange } from './record-change.js';
import { type AuthorityState, readState, type StoredEntry } from './state.js';

/** What a restored authority goes on from. */
export interface Restored {
  /** Version of the list whose entries are taken. */
  readonly from: number;
  /** Version published, beyond every one that was signed. */
  readonly version: number;
  readonly entries: number;
  /** Requests that no list carries: to be enrolled again. */
  readonly lost: readonly string[];
  /** Folder that holds the former state, and the journal when it did not hold. */
  readonly aside: string;
  /** Why the journal was begun again; null when it goes on. */
  readonly journal: string | null;
}

/** Action of the record by which a journal begun again says from which list. */
export const RESTORE = 'restore';

/**
 * Makes the state again from the last signed list and from what the journal tells of its entries, then publishes the
 * version after all those that were signed.
 * @param lists lists kept elsewhere, such as a member's: the latest of all is taken
 * @throws WhitelistError
 */
export function restoreState(
  files: AuthorityFiles,
  { by, lists }: { by: string; lists: readonly Uint8Array[] },
): Restored {
  keepAnchor(files);
  closeJournal(files);
  const here = lastSigned(files);
  // Those brought are believed under the anchor of now alone: a former root may have been stolen.
  const brought = lists.map((bytes) => verifyAsIssued(bytes, presentAnchor(files)));
  const last = [...brought, here].sort(byRank).at(-1)!;
  if (last === here) refuseNeedless(files);

  const records = lastRecords(files.audit);
  const broken = journalBreak(files, last);
  const told = new Map(records.map(({ target, after }) => [target, after as Partial<StoredEntry> | null]));
  const entries = last.document.entries.map((entry) => rebuilt(entry, told.get(entry.id)));
  const listed = new Set(entries.map(({ id }) => id));
  const lost = [...told].flatMap(([id, after]) => (after?.status === 'pending' && !listed.has(id) ? [id] : []));

  const aside = join(dirname(files.state), `ecarte-${new Date().toISOString().replace(/[-:.]/g, '')}`);
  mkdirSync(aside, { mode: 0o700 });
  if (existsSync(files.state)) renameSync(files.state, join(aside, 'state.json'));
  if (broken !== null) setAside(files.audit, aside);

  const known = [last.state.version, keptVersions(files).at(-1) ?? 0, ...records.map((r) => r.docVersion ?? 0)];
  const state: AuthorityState = {
    schema: 1,
    instance: last.document.instance,
    version: Math.max(...known),
    digest: last.state.digest,
    signingKid: last.state.kid,
    entries,
  };
  const journal = broken === null ? null : `n° ${broken.seq} : ${broken.reason}`;
  const auditHead = recordChange(files, {
    by,
    action: RESTORE,
    target: state.instance,
    after: { version: last.state.version, digest: last.state.digest, journal },
    docVersion: state.version + 1,
    entries,
  });
  const { version } = publishNext(files, state, { auditHead });
  return { from: last.state.version, version, entries: entries.length, lost, aside, journal };
}

/** A key set signed later wins: its version counts start anew. */
function byRank(a: VerifiedList, b: VerifiedList): number {
  return a.state.keysVersion - b.state.keysVersion || a.state.version - b.state.version;
}

function refuseNeedless(files: AuthorityFiles): void {
  try {
    checkClock(files, checkAgreement(files, readState(files.state)));
  } catch (error) {
    if (error instanceof WhitelistError) return;
    throw error;
  }
  throw new WhitelistError('REFUSED', 'État, liste et journal s’accordent : il n’y a rien à refaire.');
}

/** What the list does not carry comes from the last record of the entry. */
function rebuilt(entry: WhitelistEntry, told: Partial<StoredEntry> | null | undefined): StoredEntry {
  return {
    ...entry,
    spki: told?.spki ?? entry.certs[0]?.spki ?? '',
    publicKey: '',
    external: null,
    enrolledBy: told?.enrolledBy ?? '',
    approvedBy: told?.approvedBy ?? null,
    retired: told?.retired ?? [],
  };
}
