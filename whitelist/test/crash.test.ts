import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Authority } from '../src/authority/index.js';
import { readTrust, type VerifierState, verifyList } from '../src/document/index.js';
import { examine } from '../src/inspection/index.js';
import { ecCsr } from './harness/external-pki.js';

const CHANGE_FOR_EVER = `
  import { Authority } from '@inter-ror/whitelist';
  const authority = Authority.open(process.argv[1]);
  const [{ id, status }] = authority.list();
  if (status === 'suspended') await authority.resume(id);
  for (;;) {
    await authority.suspend(id, 'essai');
    process.stdout.write((await authority.resume(id)).version + '\\n');
    await authority.publish();
  }
`;

it('a publisher killed at any instant leaves a whole list, and the next publication follows it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'whitelist-crash-'));
  const authority = await Authority.init({ dir, instance: 'TEST' });
  const trust = readTrust(readFileSync(authority.files.trust), authority.files.trust);
  const asked = { kind: 'region' as const, regionCodes: ['53'], label: 'Bretagne' };
  const { id } = await authority.enroll({ ...asked, csr: await ecCsr('P-256') });
  await authority.approve(id, 'A. Martin');
  let state: VerifierState | undefined;
  for (let round = 0; round < 5; round++) {
    const publisher = spawn(process.execPath, ['--input-type=module', '-e', CHANGE_FOR_EVER, dir], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => publisher.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    publisher.kill('SIGKILL');
    await new Promise((resolve) => publisher.once('exit', resolve));
    state = verifyList(readFileSync(authority.files.list), trust, state).state;
    expect(examine(authority.files).filter(({ finding }) => finding === 'faux')).toEqual([]);
    await authority.publish();
    state = verifyList(readFileSync(authority.files.list), trust, state).state;
  }
  expect(state?.version).toBeGreaterThan(6);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});
