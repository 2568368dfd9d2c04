import { isDeepStrictEqual } from 'node:util';
import type { EntryCertificate, WhitelistDocument, WhitelistEntry } from '../document/index.js';

/** One change of an entry from a version to another. */
export interface EntryDiff {
  readonly id: string;
  /** `retiree`: an entry that has vanished; the authority never does that. */
  readonly change: 'ajoutee' | 'retiree' | 'modifiee';
  readonly fields: readonly FieldDiff[];
}

export interface FieldDiff {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What changes between two versions, entry by entry, certificates one by one. */
export function diffDocuments(before: WhitelistDocument, after: WhitelistDocument): EntryDiff[] {
  const [old, now] = [byId(before.entries), byId(after.entries)];
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
  return ids.flatMap((id): EntryDiff[] => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was === undefined) return [{ id, change: 'ajoutee', fields: fieldsOf(undefined, is) }];
    if (is === undefined) return [{ id, change: 'retiree', fields: fieldsOf(was, undefined) }];
    const fields = fieldsOf(was, is);
    return fields.length === 0 ? [] : [{ id, change: 'modifiee', fields }];
  });
}

function fieldsOf(before: WhitelistEntry | undefined, after: WhitelistEntry | undefined): FieldDiff[] {
  const { certs: oldCerts = [], ...old }: Partial<WhitelistEntry> = before ?? {};
  const { certs: newCerts = [], ...now }: Partial<WhitelistEntry> = after ?? {};
  return [...differences(old, now), ...differences(certificates(oldCerts), certificates(newCerts))];
}

function differences(before: object, after: object): FieldDiff[] {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => !isDeepStrictEqual(old[field], now[field]))
    .map((field) => ({ field, before: old[field] ?? null, after: now[field] ?? null }));
}

function certificates(certs: readonly EntryCertificate[]): Record<string, object> {
  return Object.fromEntries(
    certs.map(({ sha256, slot, use, notAfter }) => [`certificat ${sha256}`, { slot, use, notAfter }]),
  );
}

function byId(entries: readonly WhitelistEntry[]): Map<string, WhitelistEntry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}
