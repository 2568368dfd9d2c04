import { AuditTrail } from '@inter-ror/audit';
import { entriesDigest } from './agreement.js';
import type { AuthorityFiles } from './layout.js';
import type { StoredEntry } from './state.js';

/** A change of the authority, for its journal. */
export interface Change {
  /** Who makes it. @default `inter-ror`: a program, not a person */
  readonly by?: string | undefined;
  readonly action: string;
  readonly target: string;
  readonly before?: unknown;
  readonly after?: object;
  readonly docVersion: number;
  /** The entries of the state that the change makes: their digest is recorded as `after.etat`. */
  readonly entries: readonly StoredEntry[];
}

/**
 * Writes a change to the journal, before the change itself: a crash in between leaves a record without its change,
 * never a change without its record.
 * @returns the head to be signed in the list
 */
export function recordChange(files: AuthorityFiles, { by = 'inter-ror', entries, ...change }: Change): string {
  const trail = new AuditTrail({ file: files.audit });
  try {
    return trail.append({ actor: by, ...change, after: { ...change.after, etat: entriesDigest(entries) } });
  } finally {
    trail.close();
  }
}

/** Ends what a crash left of the journal: a last line half written. */
export function closeJournal(files: AuthorityFiles): void {
  new AuditTrail({ file: files.audit }).close();
}
