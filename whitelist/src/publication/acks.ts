import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { authorityFiles, type Published, readKeptVersion, verifyOwn } from '../authority/index.js';
import { parseJson, WhitelistError } from '../document/index.js';
import { readBounded, replaceFile, stampOf } from '../files/index.js';

const POLL_MS = 20;
const WRITE_MS = 10;
const READERS_PER_MEMBER = 64;

const ack = z.object({
  member: z.string(),
  /** Distinguishes the processes of one member. */
  reader: z.string(),
  version: z.int(),
  digest: z.string(),
  /** Of the certificate with which it was told, lower-case hexadecimal. */
  fingerprint: z.string().optional(),
  /** By the clock of the reader, ISO 8601. */
  appliedAt: z.string(),
  /** By the clock of the publisher, ISO 8601. */
  receivedAt: z.string(),
  /** From the signature of the version to the reception of the acknowledgement. */
  ms: z.int(),
  /** Whether this process listens to the heartbeats at this instant. */
  connected: z.boolean(),
});

/** The last version that one process of a member has said to apply. */
export type Ack = z.infer<typeof ack>;

const acksFile = z.object({ schema: z.literal(1), acks: z.array(ack) });

/** Where the publisher of an authority's folder keeps what it is told. */
function acksFileOf(dir: string): string {
  return join(dir, 'acks.json');
}

/**
 * What the members have said to apply, as the publisher keeps it in the authority's folder; empty before it has run.
 * @throws WhitelistError `FILE`
 */
export function readAcks(dir: string): Ack[] {
  const file = acksFileOf(dir);
  if (stampOf(file) === '') return [];
  try {
    return acksFile.parse(parseJson(readBounded(file, 'les accusés'), 'les accusés')).acks;
  } catch (cause) {
    throw new WhitelistError(
      'FILE',
      `${file} ne contient pas les accusés des membres : supprimez-le, le serveur de publication le refera.`,
      { cause },
    );
  }
}

/** Who has applied a version, and who has not said so in time. */
export interface AckReport {
  readonly applied: readonly { member: string; appliedAt: string; ms: number }[];
  readonly missing: readonly string[];
}

/**
 * Waits until every process of each of these members says that it applies this very list, or a later one that was
 * published here. A process that no longer listens does not count, unless it is the only one.
 */
export async function waitForAcks(
  dir: string,
  published: Published,
  memberIds: readonly string[],
  timeoutMs: number,
): Promise<AckReport> {
  const deadline = performance.now() + timeoutMs;
  const follows = applying(dir, published);
  for (;;) {
    const report = reportOf(readAcks(dir), follows, memberIds);
    if (report.missing.length === 0 || performance.now() >= deadline) return report;
    await sleep(POLL_MS);
  }
}

/** Whether an acknowledgement is of this list, or of a later one of this folder. */
function applying(dir: string, { version, digest }: Published): (ack: Ack) => boolean {
  const files = authorityFiles(dir);
  return (ack) => {
    if (ack.version === version) return ack.digest === digest;
    if (ack.version < version) return false;
    try {
      return verifyOwn(files, readKeptVersion(files, ack.version)).state.digest === ack.digest;
    } catch {
      return false;
    }
  };
}

function reportOf(acks: readonly Ack[], follows: (ack: Ack) => boolean, memberIds: readonly string[]): AckReport {
  const applied: { member: string; appliedAt: string; ms: number }[] = [];
  const missing: string[] = [];
  for (const member of memberIds) {
    const all = acks.filter((one) => one.member === member);
    const listening = all.filter((one) => one.connected);
    const counted = listening.length > 0 ? listening : all.filter(follows);
    const last = counted.reduce<Ack | undefined>((a, b) => (a === undefined || b.ms > a.ms ? b : a), undefined);
    if (last !== undefined && counted.every(follows)) applied.push({ member, appliedAt: last.appliedAt, ms: last.ms });
    else missing.push(member);
  }
  return { applied, missing };
}

/** The publisher's memory of who applies what, written to the authority's folder a moment after each change. */
export class AckBook {
  readonly #dir: string;
  readonly #acks: Map<string, Ack>;
  #pending: NodeJS.Timeout | undefined;

  constructor(
    dir: string,
    private readonly onError: (error: Error) => void,
  ) {
    this.#dir = dir;
    this.#acks = new Map(safeAcks(dir).map((one) => [keyOf(one.member, one.reader), { ...one, connected: false }]));
    this.#write();
  }

  get all(): Ack[] {
    return [...this.#acks.values()];
  }

  record(told: Omit<Ack, 'connected'>, connected: boolean): void {
    const key = keyOf(told.member, told.reader);
    this.#acks.delete(key);
    const siblings = this.all.filter(({ member }) => member === told.member);
    for (const old of siblings.slice(0, Math.max(0, siblings.length - READERS_PER_MEMBER + 1))) {
      this.#acks.delete(keyOf(old.member, old.reader));
    }
    this.#acks.set(key, { ...told, connected });
    this.#save();
  }

  /** A process begins or ceases to listen. */
  connection(member: string, reader: string, connected: boolean): void {
    const key = keyOf(member, reader);
    const known = this.#acks.get(key);
    if (known === undefined || known.connected === connected) return;
    this.#acks.set(key, { ...known, connected });
    this.#save();
  }

  /** Forgets those who are no longer members. */
  keepOnly(memberIds: ReadonlySet<string>): void {
    for (const [key, { member }] of this.#acks) if (!memberIds.has(member)) this.#acks.delete(key);
    this.#save();
  }

  close(): void {
    clearTimeout(this.#pending);
    for (const [key, one] of this.#acks) this.#acks.set(key, { ...one, connected: false });
    this.#write();
  }

  #save(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      this.#write();
    }, WRITE_MS);
  }

  #write(): void {
    try {
      replaceFile(acksFileOf(this.#dir), JSON.stringify({ schema: 1, acks: this.all }), 0o600);
    } catch (error) {
      this.onError(error as Error);
    }
  }
}

function safeAcks(dir: string): Ack[] {
  try {
    return readAcks(dir);
  } catch {
    return [];
  }
}

function keyOf(member: string, reader: string): string {
  return `${member} ${reader}`;
}
