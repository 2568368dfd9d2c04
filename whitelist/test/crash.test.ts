import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Authority } from '../src/authority/index.js';
import { readTrust, type VerifierState, verifyList } from '../src/document/index.js';

const PUBLISH_FOR_EVER = `
  import { Authority } from '@inter-ror/whitelist';
  const authority = Authority.open(process.argv[1]);
  for (;;) process.stdout.write((await authority.publish()).version + '\\n');
`;

it('a publisher killed at any instant leaves a whole list, and the next publication follows it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'whitelist-crash-'));
  const authority = await Authority.init({ dir, instance: 'TEST' });
  const trust = readTrust(readFileSync(authority.files.trust), authority.files.trust);
  let state: VerifierState | undefined;
  for (let round = 0; round < 3; round++) {
    const publisher = spawn(process.execPath, ['--input-type=module', '-e', PUBLISH_FOR_EVER, dir], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => publisher.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    publisher.kill('SIGKILL');
    await new Promise((resolve) => publisher.once('exit', resolve));
    state = verifyList(readFileSync(authority.files.list), trust, state).state;
    await authority.publish();
    state = verifyList(readFileSync(authority.files.list), trust, state).state;
  }
  expect(state?.version).toBeGreaterThan(6);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});
