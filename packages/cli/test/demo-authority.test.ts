import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDemoAuthority } from '../src/demo/demo-authority.js';
import { admit, type MemberWish } from '../src/demo/demo-members.js';

const folder = mkdtempSync(join(tmpdir(), 'ir-demo-authority-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WISHES: MemberWish[] = [
  { name: 'region-53', kind: 'region', label: 'Bretagne', regionCodes: ['53'] },
  { name: 'client', kind: 'consumer', label: 'client', profile: 1 },
];

it('an authority that is not whole is made anew, its members with it; the former is kept aside', async () => {
  const first = await openDemoAuthority(folder);
  expect(first.said).toBe('autorité faite');
  expect((await admit(first, WISHES)).map(({ made }) => made)).toEqual([true, true]);
  const again = await openDemoAuthority(folder);
  expect(again.said).toBe('autorité reprise du dossier');
  expect((await admit(again, WISHES)).map(({ made }) => made)).toEqual([false, false]);

  rmSync(join(folder, 'autorite', 'signing.key'));
  const anew = await openDemoAuthority(folder);
  expect(anew.said).toMatch(/autorité faite à neuf, celle du dossier n’étant pas entière \(.*signing\.key.*\)/);
  expect((await admit(anew, WISHES)).map(({ made }) => made)).toEqual([true, true]);
  expect(anew.authority.list().map(({ label }) => label)).toEqual(['Bretagne', 'client']);
  expect(existsSync(join(folder, 'autorite-remplacee', 'state.json'))).toBe(true);
}, 60_000);
