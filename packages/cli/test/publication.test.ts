import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Authority, openWhitelistFile, openWhitelistNetwork } from '@inter-ror/whitelist';
import { afterAll, beforeAll, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../bin/inter-ror.mjs', import.meta.url));
const inter = (...args: string[]) => spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' });

let dir: string;
let authority: Authority;
let publisher: ChildProcess | undefined;
const at = (name: string) => join(dir, name);

/** A listed member with its key and certificate in files, by the commands that an operator types. */
async function member(name: string, kind: 'authority' | 'region', more: { regionCodes?: string[] } = {}) {
  execFileSync(process.execPath, [
    COMMAND,
    ...['whitelist', 'csr', '--nom', name, '--organisation', 'test'],
    ...['--key', at(`${name}.key`), '--out', at(`${name}.csr`)],
  ]);
  const csr = readFileSync(at(`${name}.csr`), 'utf8');
  const { id } = await authority.enroll({ csr, kind, label: name, ...more });
  const { certificate } = await authority.approve(id, 'test');
  writeFileSync(at(`${name}.pem`), certificate);
  return id;
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'publication-'));
  authority = await Authority.init({ dir: at('autorite'), instance: 'TEST' });
  await member('publication', 'authority');
  await member('bretagne', 'region', { regionCodes: ['53'] });
});
afterAll(async () => {
  if (publisher?.exitCode === null) {
    publisher.kill('SIGTERM');
    await new Promise((resolve) => publisher!.once('exit', resolve));
  }
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const identity = (name: string) =>
  `identite: { cle: ${name}.key, certificat: ${name}.pem, autorites: autorite/ca.pem }`;

function adapterConfig(listeBlanche: string): string {
  const text = [
    'region: { codes: ["53"], nom: Bretagne, solution: IR }',
    'ecoute: { port: 0 }',
    'donnees: donnees',
    identity('bretagne'),
    `listeBlanche: ${listeBlanche}`,
    '',
  ].join('\n');
  writeFileSync(at('adapter.yaml'), text);
  return at('adapter.yaml');
}

it('whitelist serve publishes to who is listed, and a publication by another process arrives in less than a second', async () => {
  writeFileSync(
    at('publisher.yaml'),
    ['ecoute: { port: 0 }', 'autorite: autorite', identity('publication'), 'journal: warn', ''].join('\n'),
  );
  publisher = fork(COMMAND, ['whitelist', 'serve', '--config', at('publisher.yaml')]);
  const url = await new Promise<string>((resolve, reject) => {
    publisher!.once('message', (message: { url: string }) => resolve(message.url));
    publisher!.once('exit', (code) => reject(new Error(`exit ${code}`)));
  });
  await authority.setEndpoints('authority-publication', [url]);
  copyFileSync(authority.files.list, at('cache.json'));
  const config = adapterConfig(
    `{ fichier: cache.json, confiance: autorite/trust.json, etat: vue.json, publication: '${url}' }`,
  );
  expect(inter('adapter', 'check', '--config', config)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('✓ liste blanche : « TEST »'),
  });

  const read = (name: string) => readFileSync(at(name), 'utf8');
  const reader = await openWhitelistNetwork({
    trustFile: authority.files.trust,
    cacheFile: at('cache.json'),
    stateFile: at('vue.json'),
    identity: { key: read('bretagne.key'), cert: read('bretagne.pem'), ca: [read('autorite/ca.pem')] },
  });
  expect(reader.status().state).toBe('fresh');
  const { version } = await authority.publish();
  const start = performance.now();
  while (reader.current().version !== version) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(performance.now() - start).toBeLessThan(1_000);
  reader.close();
}, 60_000);

it('whitelist import takes a good list and refuses an altered or an older one, by exit code 3', async () => {
  const config = adapterConfig('{ fichier: usb.json, confiance: autorite/trust.json, etat: usb-vue.json }');
  copyFileSync(authority.files.list, at('old.json'));
  await authority.publish();
  expect(inter('whitelist', 'import', authority.files.list, '--config', config)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('usb.json'),
  });
  expect(readFileSync(at('usb.json'))).toEqual(readFileSync(authority.files.list));
  expect(inter('adapter', 'check', '--config', config).status).toBe(0);
  // What a process that serves does at its start.
  openWhitelistFile({
    file: at('usb.json'),
    trustFile: at('autorite/trust.json'),
    stateFile: at('usb-vue.json'),
  }).close();

  const refused = (file: string) => inter('whitelist', 'import', file, '--config', config);
  expect(refused(at('old.json'))).toMatchObject({ status: 3, stderr: expect.stringContaining('ROLLBACK') });
  writeFileSync(at('half.json'), readFileSync(authority.files.list).subarray(0, 700));
  expect(refused(at('half.json'))).toMatchObject({ status: 3, stderr: expect.stringContaining('FORMAT') });
  expect(readFileSync(at('usb.json'))).toEqual(readFileSync(authority.files.list));
}, 60_000);

it.each([
  [
    "{ fichier: a.json, confiance: b.json, publication: 'https://liste.exemple.invalid:8444' }",
    'clé obligatoire avec « publication »',
  ],
  ["{ fichier: a.json, confiance: b.json, etat: c.json, publication: 'http://liste' }", 'adresse https attendue'],
  [
    "{ fichier: a.json, confiance: b.json, etat: c.json, publication: 'https://liste', graceHeures: 5 }",
    'le maximum est 4',
  ],
  ['{ fichier: a.json, confiance: b.json, graceHeures: 1 }', 'sans « publication »'],
])('a configuration of the list that cannot work is refused with its mend: %s', (listeBlanche, said) => {
  const { status, stderr } = inter('adapter', 'check', '--config', adapterConfig(listeBlanche));
  expect(status).toBe(2);
  expect(stderr).toContain(said);
});
