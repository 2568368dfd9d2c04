import { createHash } from 'node:crypto';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const auditRecord = z.strictObject({
  seq: z.int().min(1),
  ts: z.iso.datetime(),
  actor: z.string(),
  action: z.string().min(1),
  target: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  /** Version of the signed list that the change is part of; null when there is none. */
  docVersion: z.int().min(0).nullable(),
  prevHash: hash,
  hash,
});

/** One line of the trail. `hash` is SHA-256 of `prevHash` followed by the line's own text without its `hash`. */
export type AuditRecord = z.infer<typeof auditRecord>;

/** What is told of an event; the trail adds its place, its instant and its chain. */
export interface AuditEvent {
  /** Who did it: a person, a process, an address. */
  readonly actor: string;
  /** What was done: `enroll`, `revoke`, `refus`… */
  readonly action: string;
  /** To what: an entry's id, a fingerprint. */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly docVersion?: number | null;
}

/** Action of the record by which a journal says which of its first records it no longer holds. */
export const PRUNED = 'conservation';
/** What the first record chains to. */
export const GENESIS = '0'.repeat(64);
/** Longest line written; what an event tells beyond it is replaced by its digest. */
export const MAX_LINE_BYTES = 256 * 1024;

/** What ends a line, in bytes. */
export const LINE_FEED = 10;

const SEALED = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/s;

/** The line of an event, without its line feed, and the record that it holds. */
export function sealLine(event: AuditEvent, seq: number, prevHash: string, at: Date): { line: string; hash: string } {
  const { actor, action, target, before = null, after = null, docVersion = null } = event;
  const text = (told: { before: unknown; after: unknown }) =>
    JSON.stringify({ seq, ts: at.toISOString(), actor, action, target, ...told, docVersion, prevHash });
  let canonical = text({ before, after });
  if (Buffer.byteLength(canonical) > MAX_LINE_BYTES - 100) {
    canonical = text({ before: digestOfValue(before), after: digestOfValue(after) });
  }
  const hash = chain(prevHash, canonical);
  return { line: `${canonical.slice(0, -1)},"hash":"${hash}"}`, hash };
}

/** The record of a line whose hash is that of its own text, or why it is not one. */
export function readLine(line: string): AuditRecord | { reason: string } {
  const [, canonical, hash] = SEALED.exec(line) ?? [];
  if (canonical === undefined || hash === undefined)
    return { reason: 'la ligne n’est pas un enregistrement du journal' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return { reason: 'la ligne n’est pas du JSON' };
  }
  const record = auditRecord.safeParse(parsed);
  if (!record.success) return { reason: `champ ${record.error.issues[0]!.path.join('.') || 'racine'} incorrect` };
  if (chain(record.data.prevHash, `${canonical}}`) !== hash)
    return { reason: 'la ligne a été modifiée (empreinte fausse)' };
  return record.data;
}

function chain(prevHash: string, canonical: string): string {
  return createHash('sha256').update(prevHash).update(canonical).digest('hex');
}

function digestOfValue(value: unknown): unknown {
  return value === null ? null : { sha256: createHash('sha256').update(JSON.stringify(value)).digest('hex') };
}
