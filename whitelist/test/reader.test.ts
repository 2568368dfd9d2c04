import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AdmissionSource } from '@inter-ror/mutual-tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf } from '../src/document/index.js';
import { openWhitelistFile } from '../src/reader/index.js';
import { listEntry, listOf, listPayload, makeKey, publish, signList, trust } from './harness/signed-list.js';

let dir: string;
let file: string;
let trustFile: string;
let stateFile: string;
let source: AdmissionSource | undefined;
let errors: (Error & { code?: string })[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'whitelist-reader-'));
  [file, trustFile, stateFile] = [join(dir, 'whitelist.json'), join(dir, 'trust.json'), join(dir, 'state.json')];
  writeFileSync(trustFile, JSON.stringify(trust));
  errors = [];
});
afterEach(() => {
  source?.close();
  source = undefined;
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

function open(): AdmissionSource {
  source?.close();
  source = openWhitelistFile({ file, trustFile, stateFile, pollMs: 20, onError: (error) => errors.push(error) });
  return source;
}

function put(bytes: Uint8Array): void {
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 3_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not so after 3 s: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it.each([
  ['there is no list', 'FILE', undefined],
  ['the list is not signed by our authority', 'SIGNATURE', () => publish(signList(listPayload(), makeKey('online')))],
  ['the list has expired', 'EXPIRED', () => listOf({ issuedAt: ago(2), notBefore: ago(2), expires: ago(1) })],
  ['the list is half written', 'FORMAT', () => listOf().subarray(0, 500)],
])('refuses to open when %s, naming the file and the mend', (_name, code, make) => {
  if (make !== undefined) put(make());
  expect(open).toThrow(expect.objectContaining({ code, message: expect.stringContaining(file) }));
});

it('refuses to open without its trust anchor, or with a state that is not one', () => {
  put(listOf());
  writeFileSync(stateFile, '{"version":');
  expect(open).toThrow(expect.objectContaining({ code: 'STATE', message: expect.stringContaining(stateFile) }));
  rmSync(trustFile);
  expect(open).toThrow(expect.objectContaining({ code: 'FILE', message: expect.stringContaining(trustFile) }));
});

it('swaps a new version in and tells what was before', async () => {
  put(listOf({ version: 5 }));
  const opened = open();
  const seen: number[][] = [];
  opened.onChange((now, before) => seen.push([before.version, now.version, now.members.length]));
  put(listOf({ version: 7, entries: [listEntry('only')] }));
  await until(() => seen.length === 1);
  expect(seen).toEqual([[5, 7, 1]]);
  expect(opened.current().members[0]?.id).toBe('only');
});

it('keeps the last good list before a bad one, says so once, and recovers by itself', async () => {
  put(listOf({ version: 5 }));
  const opened = open();
  put(Buffer.from('{"keys":'));
  await until(() => errors.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(errors).toHaveLength(1);
  expect(errors[0]?.code).toBe('FORMAT');
  rmSync(file);
  await until(() => errors.length === 2);
  expect(errors[1]?.code).toBe('FILE');
  expect(opened.current().version).toBe(5);
  // Told once too when the refusal tells the time.
  put(listOf({ version: 7, issuedAt: ago(-2), notBefore: ago(-2), expires: ago(-24) }));
  await until(() => errors.length === 3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(errors.slice(2).map(({ code }) => code)).toEqual(['NOT_YET_VALID']);
  put(listOf({ version: 8 }));
  await until(() => opened.current().version === 8);
});

it('refuses rollback, equivocation and a broken chain while it runs', async () => {
  const five = listOf({ version: 5 });
  put(five);
  const opened = open();
  for (const [bytes, code] of [
    [listOf({ version: 4 }), 'ROLLBACK'],
    [listOf({ version: 5, heartbeatMaxAge: 61 }), 'EQUIVOCATION'],
    [listOf({ version: 6 }), 'CHAIN_BREAK'],
  ] as const) {
    put(bytes);
    await until(() => errors.at(-1)?.code === code);
  }
  const digest = digestOf(Buffer.from(JSON.parse(five.toString()).list.payload, 'base64url'));
  put(listOf({ version: 6, prev: digest }));
  await until(() => opened.current().version === 6);
});

it('refuses a rollback after a restart too', async () => {
  const old = listOf({ version: 5 });
  put(old);
  open();
  put(listOf({ version: 6, prev: null }));
  put(listOf({ version: 9 }));
  await until(() => source?.current().version === 9);
  expect(existsSync(stateFile)).toBe(true);
  expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ instance: 'TEST', version: 9 });
  put(old);
  expect(open).toThrow(expect.objectContaining({ code: 'ROLLBACK' }));
});

it('applies a revocation even when its state cannot be saved', async () => {
  put(listOf({ version: 5 }));
  const opened = open();
  // A folder in the way stands for a disk that refuses to write.
  rmSync(stateFile);
  mkdirSync(join(stateFile, 'in-the-way'), { recursive: true });
  put(listOf({ version: 7, entries: [] }));
  await until(() => opened.current().version === 7);
  await until(() => errors.length > 0);
  expect(opened.current().members).toEqual([]);
});

it('is silent once closed', async () => {
  put(listOf({ version: 5 }));
  const opened = open();
  opened.close();
  put(listOf({ version: 7 }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(opened.current().version).toBe(5);
});

function ago(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}
