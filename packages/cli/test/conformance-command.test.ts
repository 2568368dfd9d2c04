import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNetwork } from '../../../regional-adapter/test/server-harness.js';
import { runAsync } from './support/run.js';

const COMMAND = fileURLToPath(new URL('../bin/inter-ror.mjs', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [COMMAND, 'conformance', ...args], { encoding: 'utf8' });
const dir = mkdtempSync(join(tmpdir(), 'ir-conformance-cli-'));

let network: Awaited<ReturnType<typeof openNetwork>>;
let url: string;
const files = { cert: join(dir, 'moi.pem'), key: join(dir, 'moi.key'), ca: join(dir, 'ca.pem') };

beforeAll(async () => {
  network = await openNetwork();
  const instances = INSTANCES.filter(({ codes }) => codes.includes('53'));
  const [ecrit] = await ecrireExports({ dir, nombreOffres: 2_000, graine: 3, instances });
  const adapter = await network.start({ source: { fichier: ecrit!.fichier } });
  await adapter.demarrage;
  url = `${adapter.url}/soap`;
  const { cert, key, ca } = await network.admit('consumer', 'editeur');
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  writeFileSync(files.ca, ca.join('\n'));
});
afterAll(async () => {
  await network?.close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

it('conformance answers 0 against a server that conforms, and writes what it saw in three forms', async () => {
  const out = (name: string) => join(dir, name);
  const { status, stdout } = await runAsync(COMMAND, [
    'conformance',
    url,
    ...['--cert', files.cert, '--key', files.key, '--ca', files.ca],
    ...['--seulement', 'compte', 'schema'],
    ...['--json', out('essai.json'), '--junit', out('essai.xml'), '--html', out('essai.html')],
  ]);
  expect(stdout).toContain('0 en échec');
  expect(status).toBe(0);
  const { verdicts } = JSON.parse(readFileSync(out('essai.json'), 'utf8'));
  expect(new Set(verdicts.map(({ famille }: { famille: string }) => famille))).toEqual(new Set(['compte', 'schema']));
  expect(verdicts[0].echanges[0].envoye).toContain('careServicesRequest');
  expect(readFileSync(out('essai.xml'), 'utf8')).toContain('<testsuite name="Comptes"');
  expect(readFileSync(out('essai.html'), 'utf8')).toContain('Conformité aux flux inter-ROR');
});

it('conformance answers 1 against a server that does not conform', async () => {
  const server = createServer((_req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<p>Bonjour</p>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { status, stderr, stdout } = await runAsync(COMMAND, [
    'conformance',
    address,
    '--region',
    '53',
    '--seulement',
    'erreur',
  ]);
  server.closeAllConnections();
  server.close();
  expect(status).toBe(1);
  expect(stderr).toContain('en échec');
  expect(stdout).toContain('ÉCHEC');
});

it('conformance lists its scenarios without sending anything', () => {
  const { status, stdout } = run('--lister');
  expect(status).toBe(0);
  expect(stdout.match(/^ {2}[A-Z]{2}-\d{2} /gm)!.length).toBeGreaterThanOrEqual(94);
  const some = run('--lister', '--seulement', 'temps').stdout;
  expect(some).toContain('TP-01');
  expect(some).not.toContain('CO-01');
});

it('conformance answers 2 to a demand that is wrong, and says how to mend it', () => {
  const otherKey = join(dir, 'autre.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(otherKey, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  for (const [args, said] of [
    [[], 'adresse'],
    [['ftp://exemple.invalid'], 'https://'],
    [['https://exemple.invalid', '--seulement', 'inconnue'], 'choisissez parmi'],
    [['https://exemple.invalid', '--cert', files.cert], 'vont ensemble'],
    [
      ['https://exemple.invalid', '--cert', files.key, '--key', files.key],
      `--cert ${files.key} : certificat illisible`,
    ],
    [
      ['https://exemple.invalid', '--cert', files.cert, '--key', otherKey],
      `--key ${otherKey} : la clé n’est pas celle`,
    ],
    [['https://exemple.invalid', '--ca', join(dir, 'absent.pem')], 'absent.pem'],
    [['https://exemple.invalid', '--profil', '7'], 'choisissez parmi'],
    [['https://exemple.invalid', '--html', join(dir, 'nulle', 'part.html')], 'n’existe pas'],
  ] as const) {
    const { status, stderr } = run(...args);
    expect(stderr, args.join(' ')).toContain(said);
    expect(status, args.join(' ')).toBe(2);
  }
});
