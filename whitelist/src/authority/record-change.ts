import { AuditTrail } from '@inter-ror/audit';
import type { AuthorityFiles } from './layout.js';

/** A change of the authority, for its journal. */
export interface Change {
  /** Who makes it. @default `inter-ror`: a program, not a person */
  readonly by?: string | undefined;
  readonly action: string;
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly docVersion: number;
}

/**
 * Writes a change to the journal, before the change itself: a crash in between leaves a record without its change,
 * never a change without its record.
 * @returns the head to be signed in the list
 */
export function recordChange(files: AuthorityFiles, { by = 'inter-ror', ...change }: Change): string {
  const trail = new AuditTrail({ file: files.audit });
  try {
    return trail.append({ actor: by, ...change });
  } finally {
    trail.close();
  }
}
