import { copyFileSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from '@inter-ror/whitelist';
import { afterAll, expect, it } from 'vitest';
import { runCommand } from './support/nation.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-keys-'));
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
const at = (name: string) => join(dir, name);
const whitelist = (...args: string[]) => runCommand(['whitelist', ...args]);

it('the signing key is replaced by three commands on two hosts; members verify with the anchor that they have', async () => {
  const { files } = await Authority.init({ dir: at('autorite'), instance: 'ESSAI' });
  copyFileSync(files.trust, at('trust.json'));
  copyFileSync(files.list, at('avant.json'));
  // Away from this host, as the page of operators asks.
  renameSync(files.rootSigningKey, at('root-signing.key'));
  const root = ['--trust', at('trust.json'), '--root', at('root-signing.key')];
  const folder = ['--dir', at('autorite'), '--by', 'A. Martin'];

  const next = await whitelist('key', 'next', ...folder, '--out', at('demande.json'));
  expect([next.code, next.err]).toEqual([0, '']);
  const kid = /Clé suivante : (\S+)/.exec(next.out)![1]!;
  expect(statSync(files.nextSigningKey).mode & 0o777).toBe(0o600);
  const again = await whitelist('key', 'next', ...folder, '--out', at('demande.json'));
  expect([again.code, again.out]).toEqual([0, expect.stringContaining(kid)]);

  const wrong = ['--trust', at('trust.json'), '--root', files.signingKey];
  const refused = await whitelist('key', 'sign', at('demande.json'), ...wrong, '--out', at('keys.json'));
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('n’est pas la racine')]);
  const signed = await whitelist('key', 'sign', at('demande.json'), ...root, '--out', at('keys.json'));
  expect([signed.code, signed.out]).toEqual([0, expect.stringContaining(kid)]);

  expect((await whitelist('key', 'adopt', at('demande.json'), ...folder)).code).toBe(3);
  const adopted = await whitelist('key', 'adopt', at('keys.json'), ...folder);
  expect([adopted.code, adopted.out]).toEqual([0, expect.stringContaining(kid)]);
  expect((await whitelist('key', 'adopt', at('keys.json'), ...folder)).code).toBe(3);
  expect((await whitelist('verify', files.list, '--trust', at('trust.json'))).code).toBe(0);
  const told = await whitelist('audit', 'tail', '--dir', at('autorite'), '-n', '2');
  expect(told.out).toMatch(/A\. Martin\tkey-next.*\n.*A\. Martin\tkey-adopt/);
}, 60_000);
