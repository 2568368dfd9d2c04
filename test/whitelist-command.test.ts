import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND, runCommand } from './support/nation.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-whitelist-'));
const authority = join(dir, 'autorite');
const at = (name: string) => join(dir, name);
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

/** `inter-ror whitelist …` on the authority of this file. */
const whitelist = (...args: string[]) => runCommand(['whitelist', ...args, '--dir', authority]);
const csr = (name: string, ...more: string[]) =>
  runCommand([
    'whitelist',
    'csr',
    '--nom',
    name,
    '--organisation',
    'GRADeS',
    '--key',
    at(`${name}.key`),
    '--out',
    at(`${name}.csr`),
    ...more,
  ]);
const version = () => JSON.parse(readFileSync(join(authority, 'state.json'), 'utf8')).version as number;
const region = async () => JSON.parse((await whitelist('export', '--format', 'json')).out).entries[0];

beforeAll(async () => {
  expect((await whitelist('init', '--instance', 'ESSAI', '--by', 'Fondatrice')).code).toBe(0);
  for (const { code } of await Promise.all([csr('un'), csr('deux', '--ec')])) expect(code).toBe(0);
  const kindOf = (name: string) => createPrivateKey(readFileSync(at(`${name}.key`))).asymmetricKeyType;
  expect([kindOf('un'), kindOf('deux')]).toEqual(['rsa', 'ec']);
}, 60_000);

describe('the life of a member, by the command', () => {
  it('begins by an enrolment that another person approves', async () => {
    const asked = ['--csr', at('un.csr'), '--kind', 'region', '--label', 'ROR Bretagne', '--region', '53'];
    expect((await whitelist('enroll', ...asked)).code).toBe(2);
    const enrolled = await whitelist('enroll', ...asked, '--by', 'C. Dubois');
    expect(enrolled.out).toContain('region-53 (en attente)');
    const alone = await whitelist('approve', 'region-53', '--by', 'dubois c');
    expect([alone.code, alone.err]).toEqual([1, expect.stringContaining('une autre personne doit approuver')]);
    expect((await whitelist('approve', 'region-53', '--by', 'A. Martin')).code).toBe(0);
    expect((await region()).status).toBe('active');
  }, 60_000);

  it('goes through a suspension and its end', async () => {
    expect((await whitelist('suspend', 'region-53', '--reason', 'incident')).code).toBe(0);
    expect(await region()).toMatchObject({ status: 'suspended', reason: 'incident' });
    expect((await whitelist('resume', 'region-53')).code).toBe(0);
    expect((await whitelist('resume', 'region-53')).code).toBe(1);
    expect((await region()).status).toBe('active');
  }, 60_000);

  it('changes its certificate: the next one beside, then alone', async () => {
    const before = version();
    expect((await whitelist('rotate', 'region-53')).code).toBe(2);
    expect((await whitelist('rotate', 'region-53', '--csr', at('deux.csr'), '--out', at('deux.pem'))).code).toBe(0);
    expect(readFileSync(at('deux.pem'), 'utf8')).toContain('BEGIN CERTIFICATE');
    const unseen = await whitelist('rotate', 'region-53', '--activate');
    expect([unseen.code, unseen.err]).toEqual([1, expect.stringContaining('Aucune connexion')]);
    expect((await whitelist('rotate', 'region-53', '--activate', '--force')).code).toBe(0);
    expect((await region()).certs).toMatchObject([{ slot: 'current' }]);
    const changed = await whitelist('diff', `${before}`, `v${version()}`);
    expect(changed.out).toMatch(/~ region-53\n[\s\S]*certificat [0-9a-f]{64} : rien → /);
    expect((await whitelist('diff', '1', '999')).code).toBe(3);
  }, 60_000);

  it('is watched: what ends within the delay is code 4', async () => {
    const far = await whitelist('list', '--expiring', '30d', '--json');
    expect([far.code, JSON.parse(far.out)]).toEqual([0, []]);
    const near = await whitelist('list', '--expiring', '400d', '--json');
    expect([near.code, JSON.parse(near.out)]).toMatchObject([4, [{ id: 'region-53', slot: 'current' }]]);
    expect((await whitelist('list', '--expiring', 'bientôt')).code).toBe(2);
  }, 60_000);

  it('is exported for other tools, and read back', async () => {
    expect((await whitelist('export', '--format', 'csv')).out).toMatch(/^id;kind;.*\nregion-53;region;active;53;/);
    expect((await whitelist('export', '--format', 'pem-bundle')).out).toContain('# region-53 current');
    expect((await whitelist('export', '--format', 'jws', '--out', at('copie.json'))).code).toBe(0);
    const verified = await runCommand([
      'whitelist',
      'verify',
      at('copie.json'),
      '--trust',
      join(authority, 'trust.json'),
    ]);
    expect(verified.out).toMatch(/« ESSAI »/);
    expect((await whitelist('export', '--format', 'xml')).code).toBe(2);
  }, 60_000);

  it('ends by a revocation, which says so when nobody confirms it', async () => {
    expect((await whitelist('revoke', '--reason', 'x')).code).toBe(2);
    const revoked = await whitelist('revoke', 'region-53', '--reason', 'clé perdue', '--wait', '200ms');
    expect(revoked.out).toContain('region-53 est révoqué');
    expect([revoked.code, revoked.err]).toEqual([1, expect.stringContaining('personne n’a confirmé')]);
    expect(await region()).toMatchObject({ status: 'revoked', reason: 'clé perdue' });
  }, 60_000);
});

describe('the authority, by the command', () => {
  it('tells who did what', async () => {
    const { out } = await whitelist('audit', 'tail', '-n', '100');
    const told = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(told.map(([, , , action]) => action)).toEqual([
      'init',
      'enroll',
      'approve',
      'suspend',
      'resume',
      'rotate',
      'activate',
      'revoke',
    ]);
    expect(told.slice(0, 3).map(([, , actor]) => actor)).toEqual(['Fondatrice', 'C. Dubois', 'A. Martin']);
  }, 60_000);

  it('is examined: a root that is online is code 1, and code 0 once it is away', async () => {
    const online = await whitelist('doctor');
    expect([online.code, online.out]).toEqual([1, expect.stringContaining('root.key est en ligne')]);
    // Whoever reads the first line only, as `head` does, has the exit code of the whole.
    const cut = spawn(process.execPath, [COMMAND, 'whitelist', 'doctor', '--dir', authority]);
    cut.stdout.destroy();
    expect(await new Promise((resolve) => cut.once('exit', resolve))).toBe(1);
    rmSync(join(authority, 'offline'), { recursive: true });
    expect((await whitelist('doctor')).code).toBe(0);
    expect((await whitelist('doctor', '--expiring', '4000d')).code).toBe(4);
  }, 60_000);

  it('finds the record that was changed, and the end that was cut, with code 3', async () => {
    const journal = join(authority, 'audit.jsonl');
    const good = readFileSync(journal, 'utf8');
    expect((await whitelist('audit', 'verify')).out).toMatch(/^8 enregistrement/);
    writeFileSync(journal, good.replace('incident', 'incidents'));
    const changed = await whitelist('audit', 'verify');
    expect([changed.code, changed.err]).toEqual([3, expect.stringContaining('rompu au n° 4')]);
    writeFileSync(journal, `${good.trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
    const cut = await whitelist('audit', 'verify');
    expect([cut.code, cut.err]).toEqual([3, expect.stringContaining('rompu au n° 8')]);
    expect((await whitelist('doctor')).code).toBe(3);
    writeFileSync(journal, good);
    expect((await whitelist('audit', 'verify', '--list', at('copie.json'))).code).toBe(0);
  }, 60_000);
});
