import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AuditError } from './audit-error.js';
import {
  type AuditEvent,
  type AuditRecord,
  GENESIS,
  LINE_FEED,
  MAX_LINE_BYTES,
  PRUNED,
  readLine,
  sealLine,
} from './record.js';
import { asideName, segmentsOf } from './segments.js';

const DAY_MS = 86_400_000;
const DEFAULT_MAX_BYTES = 8 * 1024 * 1024;

export interface AuditTrailOptions {
  /** The file being written; full ones are put aside beside it (`audit-000000000042.jsonl`). */
  file: string;
  /** A file is put aside once it is larger. @default 8 MiB */
  maxBytes?: number;
  /** Days that records are kept, whole files at a time; a file then holds at most a day. @default for ever */
  keepDays?: number;
}

/**
 * A journal in which each line vouches for all those before it, on disk before {@link append} returns. One process
 * writes to it at a time: the authority under its lock, an adapter or a gateway to a file of its own.
 */
export class AuditTrail {
  readonly #file: string;
  readonly #maxBytes: number;
  readonly #keepDays: number | undefined;
  #day = '';
  #descriptor: number;
  #size: number;
  #seq: number;
  #head: string;

  /**
   * Opens the trail where it ends. A last line that a crash left half written was never vouched for: it is removed,
   * and the trail says so.
   * @throws AuditError when the last whole line is not a record
   */
  constructor(o: AuditTrailOptions) {
    this.#file = o.file;
    this.#maxBytes = o.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#keepDays = o.keepDays;
    mkdirSync(dirname(o.file), { recursive: true, mode: 0o700 });
    const last = segmentsOf(o.file).at(-1);
    const end = last === undefined ? undefined : lastLine(last);
    const record = end?.line === undefined ? undefined : readLine(end.line);
    if (record !== undefined && 'reason' in record) {
      throw new AuditError(
        `${last} : ${record.reason}, en dernière ligne. Vérifiez le journal (inter-ror audit verify), mettez-le de côté, puis recommencez.`,
      );
    }
    this.#seq = record?.seq ?? 0;
    this.#head = record?.hash ?? GENESIS;
    this.#day = record?.ts.slice(0, 10) ?? '';
    this.#descriptor = openSync(o.file, 'a', 0o600);
    const { size } = fstatSync(this.#descriptor);
    this.#size = size;
    if (last === o.file && end !== undefined && end.torn > 0) {
      ftruncateSync(this.#descriptor, size - end.torn);
      this.#size = size - end.torn;
      this.append({ actor: 'journal', action: 'ligne-tronquee', target: o.file, after: { octets: end.torn } });
    }
  }

  /** Hash of the last record; that of nothing is 64 zeros. */
  get head(): string {
    return this.#head;
  }

  /** Number of the last record; 0 before the first. */
  get seq(): number {
    return this.#seq;
  }

  /** Writes a record and waits for the disk. @returns the new head */
  append(event: AuditEvent): string {
    return this.appendAll([event]);
  }

  /** Writes records together and waits for the disk once. @returns the new head */
  appendAll(events: readonly AuditEvent[]): string {
    const at = new Date();
    if (this.#size > this.#maxBytes || this.#dayEnded(at)) this.#putAside();
    this.#write(events, at);
    if (this.#keepDays !== undefined && this.#dayEnded(at)) {
      this.#day = at.toISOString().slice(0, 10);
      this.#prune(at);
    }
    return this.#head;
  }

  #write(events: readonly AuditEvent[], at: Date): void {
    let [seq, head] = [this.#seq, this.#head];
    const lines = events.map((event) => {
      const { line, hash } = sealLine(event, ++seq, head, at);
      head = hash;
      return `${line}\n`;
    });
    const bytes = Buffer.from(lines.join(''));
    try {
      writeFileSync(this.#descriptor, bytes);
      fsyncSync(this.#descriptor);
    } catch (error) {
      // Half a line, on a full disk, would break the chain of the next one.
      ftruncateSync(this.#descriptor, this.#size);
      throw error;
    }
    this.#size += bytes.length;
    this.#seq = seq;
    this.#head = head;
  }

  #dayEnded(at: Date): boolean {
    return this.#keepDays !== undefined && this.#day !== at.toISOString().slice(0, 10);
  }

  /** Removes the files whose last record is too old, once the journal itself says what it no longer holds. */
  #prune(at: Date): void {
    const limit = new Date(at.getTime() - this.#keepDays! * DAY_MS).toISOString();
    const old: string[] = [];
    let last: AuditRecord | undefined;
    for (const segment of segmentsOf(this.#file)) {
      const line = segment === this.#file ? undefined : lastLine(segment).line;
      const record = line === undefined ? undefined : readLine(line);
      if (record === undefined || 'reason' in record || record.ts >= limit) break;
      old.push(segment);
      last = record;
    }
    if (last === undefined) return;
    this.#write(
      [{ actor: 'journal', action: PRUNED, target: this.#file, after: { dernier: last.seq, tete: last.hash } }],
      at,
    );
    for (const segment of old) rmSync(segment);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #putAside(): void {
    if (this.#size === 0) return;
    closeSync(this.#descriptor);
    const aside = asideName(this.#file, this.#seq);
    if (!existsSync(aside)) renameSync(this.#file, aside);
    this.#descriptor = openSync(this.#file, 'a', 0o600);
    this.#size = fstatSync(this.#descriptor).size;
    const folder = openSync(dirname(this.#file), 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
}

/** The last whole line of a file, and the bytes after it. */
function lastLine(file: string): { line: string | undefined; torn: number } {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, 2 * MAX_LINE_BYTES));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(LINE_FEED);
    if (end < 0) return { line: undefined, torn: size };
    const start = end === 0 ? 0 : tail.lastIndexOf(LINE_FEED, end - 1) + 1;
    return { line: tail.subarray(start, end).toString('utf8'), torn: tail.length - 1 - end };
  } finally {
    closeSync(descriptor);
  }
}
