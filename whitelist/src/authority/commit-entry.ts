import type { AuthorityFiles } from './layout.js';
import { publishNext } from './publish.js';
import { recordChange } from './record-change.js';
import { type AuthorityState, publishedPart, type StoredEntry, withEntry, writeState } from './state.js';

/** The list in force after a change. */
export interface Published {
  readonly version: number;
  /** SHA-256 of its payload; null before the first. */
  readonly digest: string | null;
}

/** A change of one entry. */
export interface EntryChange {
  readonly action: string;
  /** Who makes it. @default `inter-ror`: a program, not a person */
  readonly by: string | undefined;
  readonly before: StoredEntry | undefined;
  readonly entry: StoredEntry;
  /** Publishes even a pending entry, which is nobody's business yet. @default false */
  readonly always?: boolean;
}

/** Writes the change of an entry: journal, then list. @returns the list in force */
export function commitEntry(
  files: AuthorityFiles,
  state: AuthorityState,
  { action, by, before, entry, always = false }: EntryChange,
): Published {
  const publishes = always || entry.status !== 'pending';
  const docVersion = state.version + (publishes ? 1 : 0);
  const next = withEntry(state, entry);
  const auditHead = recordChange(files, {
    by,
    action,
    target: entry.id,
    before: before === undefined ? null : recorded(before),
    after: recorded(entry),
    docVersion,
    entries: next.entries,
  });
  if (!publishes) writeState(files.state, next);
  const { version, digest } = publishes ? publishNext(files, next, { auditHead }) : next;
  return { version, digest };
}

/** What the journal tells of an entry. */
function recorded(entry: StoredEntry): object {
  const { spki, enrolledBy, approvedBy, retired } = entry;
  return { ...publishedPart(entry), spki, enrolledBy, approvedBy, retired };
}
