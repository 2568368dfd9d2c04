import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tailOf, verifyTrail } from '@inter-ror/audit';
import { Authority, makeKeyAndCsr } from '@inter-ror/whitelist';
import { afterAll, expect, it } from 'vitest';
import { COMMAND } from './support/nation.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-refusals-'));
const DAY_MS = 86_400_000;
const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

it('a gateway keeps its refusals in a chained journal, and says that its certificate ends soon', async () => {
  const authority = await Authority.init({ dir: join(dir, 'autorite'), instance: 'ESSAI' });
  const admit = async (kind: 'gateway' | 'consumer', notAfter?: Date) => {
    const { key, csr } = await makeKeyAndCsr({ commonName: kind, organisation: 'essai' });
    const { id } = await authority.enroll({ csr, kind, label: 'essai', profile: 1 });
    const { certificate } = await authority.approve(id, 'A. Martin', notAfter === undefined ? {} : { notAfter });
    return { id, key, cert: certificate };
  };
  const gateway = await admit('gateway', new Date(Date.now() + 5 * DAY_MS));
  const outsider = await admit('consumer');
  await authority.revoke(outsider.id, 'clé perdue');
  writeFileSync(join(dir, 'gateway.key'), gateway.key, { mode: 0o600 });
  writeFileSync(join(dir, 'gateway.pem'), gateway.cert);
  const config = join(dir, 'gateway.yaml');
  writeFileSync(
    config,
    `ecoute: { port: 0 }
identite: { cle: gateway.key, certificat: gateway.pem, autorites: autorite/ca.pem }
listeBlanche: { fichier: autorite/whitelist.json, confiance: autorite/trust.json }
audit: refus.jsonl
`,
  );

  const child = fork(COMMAND, ['gateway', 'serve', '--config', config], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  ends.push(() => {
    child.kill('SIGTERM');
    return exit;
  });
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', () => reject(new Error(printed)));
  });
  await expect.poll(() => printed, { timeout: 10_000 }).toMatch(/"level":50.*expire dans 4 jour/);

  const ca = readFileSync(authority.files.ca);
  const outcome = await new Promise((resolve) => {
    get(`${url}/livez`, { ca, key: outsider.key, cert: outsider.cert, checkServerIdentity: () => undefined }, (res) =>
      resolve(res.statusCode),
    ).once('error', (error) => resolve((error as NodeJS.ErrnoException).code));
  });
  expect(outcome).toBe('ECONNRESET');

  const journal = join(dir, 'refus.jsonl');
  await expect
    .poll(() => tailOf(journal, 1), { timeout: 10_000 })
    .toMatchObject([{ action: 'refus', after: { motif: 'NOT_LISTED', empreinte: expect.any(String) } }]);
  const { head, ...verdict } = verifyTrail(journal);
  expect(verdict).toEqual({ records: 1, broken: null });
  child.kill('SIGTERM');
  await exit;
  await expect.poll(() => printed, { timeout: 10_000 }).toContain(`"enregistrements":1,"tete":"${head}"`);
}, 60_000);
