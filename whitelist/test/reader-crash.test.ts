import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeNetwork, type TestNetwork, until } from './harness/publishing.js';

const FOLLOW = `
  import { readFileSync } from 'node:fs';
  import { openWhitelistNetwork } from '@inter-ror/whitelist';
  const reader = await openWhitelistNetwork(JSON.parse(readFileSync(process.argv[1], 'utf8')));
  reader.onChange((now) => process.stdout.write(now.version + '\\n'));
  process.stdout.write('ready\\n');
  setInterval(() => {}, 1_000);
`;

let network: TestNetwork;
beforeAll(async () => {
  network = await makeNetwork();
});
afterAll(async () => {
  await network.closeOpened();
  network.remove();
});

it('a reader killed at any instant finds a good list and its memory again, and refuses what it had left behind', async () => {
  await network.publish();
  const [cacheFile, stateFile] = [join(network.dir, 'killed.json'), join(network.dir, 'killed.state.json')];
  writeFileSync(cacheFile, network.list());
  const options = {
    cacheFile,
    stateFile,
    trustFile: network.authority.files.trust,
    identity: network.identities.get('region-53'),
  };
  writeFileSync(join(network.dir, 'options.json'), JSON.stringify(options));
  for (let round = 0; round < 3; round++) {
    const before = network.list();
    const child = spawn(process.execPath, ['--input-type=module', '-e', FOLLOW, join(network.dir, 'options.json')], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    try {
      await until(() => said.startsWith('ready'));
      for (let n = 0; n < 4; n++) await network.authority.publish();
      await until(() => /ready\n\d/.test(said));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    } finally {
      child.kill('SIGKILL');
      await gone;
    }

    const remembered = JSON.parse(readFileSync(stateFile, 'utf8')).version;
    const again = await network.read('region-53', { files: 'killed' });
    expect(again.current().version).toBeGreaterThanOrEqual(remembered);
    again.close();
    if (
      remembered > JSON.parse(Buffer.from(JSON.parse(before.toString()).list.payload, 'base64url').toString()).version
    ) {
      network.errors.length = 0;
      writeFileSync(cacheFile, before);
      const rolledBack = await network.read('region-53', { files: 'killed' });
      expect(network.errors[0]?.code).toBe('ROLLBACK');
      rolledBack.close();
    }
  }
});
