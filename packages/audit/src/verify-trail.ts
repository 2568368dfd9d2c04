import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { type AuditRecord, GENESIS, LINE_FEED, PRUNED, readLine } from './record.js';
import { segmentsOf } from './segments.js';

/** What a trail is worth. */
export interface AuditVerdict {
  /** Records that hold, from the first. */
  readonly records: number;
  /** Hash of the last of them. */
  readonly head: string;
  /** The first record that does not hold; null when all do. */
  readonly broken: { readonly seq: number; readonly reason: string } | null;
}

/** A head that something else vouches for: a signed list, an external log. */
export interface ExpectedHead {
  readonly hash: string;
  /** Told when the trail does not hold it, for example `la liste version 12`. */
  readonly source: string;
}

/**
 * Reads a trail whole: each line's own hash, its place, its chain to the line before; then that it still holds each
 * head expected, without which its end has been cut.
 */
export function verifyTrail(file: string, expected: readonly ExpectedHead[] = []): AuditVerdict {
  let records = 0;
  let head = GENESIS;
  const missing = new Map(expected.filter(({ hash }) => hash !== GENESIS).map((one) => [one.hash, one.source]));
  /** Records that the journal no longer holds: it must say so itself, further down. */
  let removed: { seq: number; hash: string } | undefined;
  const broken = (reason: string): AuditVerdict => ({ records, head, broken: { seq: records + 1, reason } });
  for (const segment of segmentsOf(file)) {
    for (const line of linesOf(readFileSync(segment))) {
      if (line === undefined) return broken(`${segment} : la ligne n’est pas entière, ou pas du texte`);
      const record = readLine(line);
      if ('reason' in record) return broken(`${segment} : ${record.reason}`);
      if (records === 0 && record.seq > 1) {
        removed = { seq: record.seq - 1, hash: record.prevHash };
        records = removed.seq;
        head = removed.hash;
      }
      if (record.seq !== records + 1) return broken(`${segment} : le numéro ${record.seq} suit le ${records}`);
      if (record.prevHash !== head) return broken(`${segment} : la ligne ne suit pas la précédente`);
      records = record.seq;
      head = record.hash;
      missing.delete(head);
      if (removed !== undefined && tellsOf(record, removed)) removed = undefined;
    }
  }
  if (removed !== undefined) {
    return {
      records,
      head,
      broken: { seq: 1, reason: `les ${removed.seq} premières lignes manquent, sans que le journal le dise` },
    };
  }
  for (const [hash, source] of missing) {
    return broken(`des lignes manquent : ${source} porte la tête ${hash}, que le journal n’a pas`);
  }
  return { records, head, broken: null };
}

function tellsOf({ action, after }: AuditRecord, removed: { seq: number; hash: string }): boolean {
  const told = after as { dernier?: unknown; tete?: unknown } | null;
  return action === PRUNED && told?.dernier === removed.seq && told.tete === removed.hash;
}

/** The last records of a trail, oldest first. Lines that are not records are left out. */
export function tailOf(file: string, count: number): AuditRecord[] {
  const found: AuditRecord[] = [];
  for (const record of backwards(file)) {
    if (found.length >= count) break;
    found.push(record);
  }
  return found.reverse();
}

/** The records of a trail from the one that has this hash, itself included; all of them when none has. */
export function recordsSince(file: string, hash: string | null): AuditRecord[] {
  const found: AuditRecord[] = [];
  for (const record of backwards(file)) {
    found.push(record);
    if (record.hash === hash) break;
  }
  return found.reverse();
}

/** The last record of each target, in the order of their first ones. Lines that are not records are left out. */
export function lastRecords(file: string): AuditRecord[] {
  return [...new Map(recordsSince(file, null).map((record) => [record.target, record])).values()];
}

/** Read from its end, since the last records are those that are asked for. */
function* backwards(file: string): Generator<AuditRecord> {
  for (const segment of segmentsOf(file).reverse()) {
    for (const line of readFileSync(segment, 'utf8').trimEnd().split('\n').reverse()) {
      const record = readLine(line);
      if (!('reason' in record)) yield record;
    }
  }
}

/** The lines of a file, each undefined when it has no end or is not UTF-8: decoded loosely, two files would read alike. */
function* linesOf(bytes: Buffer): Generator<string | undefined> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, end);
    yield end >= 0 && isUtf8(line) ? line.toString('utf8') : undefined;
    start = end < 0 ? bytes.length : end + 1;
  }
}
