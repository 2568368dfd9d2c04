import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { AcceptedList } from '../src/reader/accepted-list.js';
import { keySet, listEntry, listPayload, makeKey, publish, root, signList, trust } from './harness/signed-list.js';

const MUTATED = 10_000;
const dir = mkdtempSync(join(tmpdir(), 'mutated-'));
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

/** Numbers that look random and are the same at each run (xorshift). */
function generator(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

it('ten thousand of them are refused, and the list in force stays what it was', async () => {
  const payload = listPayload({ version: 6 });
  // Signed once: ECDSA signs the same bytes otherwise each time, and each is good.
  const keys = keySet();
  const good = publish(signList(payload), keys);
  const files = {
    cacheFile: join(dir, 'list.json'),
    trustFile: join(dir, 'trust.json'),
    stateFile: join(dir, 'state.json'),
  };
  writeFileSync(files.cacheFile, good);
  writeFileSync(files.trustFile, JSON.stringify(trust));
  const accepted = new AcceptedList(files, Date.now(), () => {});
  await accepted.saveState();
  const before = { list: accepted.list, state: readFileSync(files.stateFile, 'utf8') };

  // Whole lists that are good in their place, and in no other: their parts are put together in every way.
  const second = makeKey('second');
  const genuine = [
    good,
    publish(signList(listPayload({ version: 5 })), keys),
    publish(signList(listPayload({ version: 6, entries: [listEntry('region-84')] })), keys),
    publish(signList(listPayload({ version: 9, instance: 'OTHER' })), keys),
    publish(signList(listPayload({ version: 9 }), second), keySet({ version: 3 }, makeKey('root'), [second])),
    publish(signList(listPayload({ version: 9 }), makeKey('online')), keys),
    publish(signList(listPayload({ version: 9 }), second), keySet({ version: 2 }, makeKey(root.kid), [second])),
  ].map((bytes) => JSON.parse(bytes.toString()));
  const random = generator(20_261_121);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const flipped = () => {
    const bytes = Buffer.from(good);
    for (let n = 1 + random(3); n > 0; n--) bytes[random(bytes.length)]! ^= 1 << random(8);
    return bytes;
  };
  const truncated = () => good.subarray(random(good.length / 2), good.length - random(good.length / 2));
  const swapped = () => {
    const part = (jws: 'keys' | 'list') => ({
      protected: pick(genuine)[jws].protected,
      payload: pick(genuine)[jws].payload,
      signature: pick(genuine)[jws].signature,
    });
    return Buffer.from(JSON.stringify({ keys: part('keys'), list: part('list') }));
  };
  const moved = () => {
    const at = [0, 0, 0].map(() => random(good.length)).sort((a, b) => a - b) as [number, number, number];
    const cut = [
      good.subarray(0, at[0]),
      good.subarray(at[1], at[2]),
      good.subarray(at[0], at[1]),
      good.subarray(at[2]),
    ];
    return Buffer.concat(cut);
  };

  const codes = new Map<string, number>();
  let refused = 0;
  for (let i = 0; refused < MUTATED; i++) {
    expect(i).toBeLessThan(2 * MUTATED);
    const bytes = pick([flipped, truncated, swapped, moved])();
    if (sameAs(bytes, genuine[0])) continue;
    try {
      accepted.accept(bytes, Date.now());
      expect.unreachable(bytes.toString());
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === undefined) throw error;
      expect(message.length).toBeGreaterThan(10);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      refused++;
    }
  }
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining(['FORMAT', 'SIGNATURE', 'UNKNOWN_KEY', 'ROLLBACK', 'EQUIVOCATION', 'INSTANCE']),
  );
  expect(accepted.list).toBe(before.list);
  expect(readFileSync(files.stateFile, 'utf8')).toBe(before.state);
  expect(readFileSync(files.cacheFile)).toEqual(good);
}, 120_000);

/** The list in force itself, however it is laid out. */
function sameAs(bytes: Buffer, list: object): boolean {
  try {
    return JSON.stringify(JSON.parse(bytes.toString())) === JSON.stringify(list);
  } catch {
    return false;
  }
}
