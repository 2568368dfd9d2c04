import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import { charger } from '@inter-ror/regional-adapter';
import { afterAll, beforeAll, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../bin/inter-ror.mjs', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' });
const dir = mkdtempSync(join(tmpdir(), 'ir-export-cli-'));
const config = join(dir, 'adapter.yaml');
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

function configurer(donnees: string): void {
  mkdirSync(join(dir, donnees), { recursive: true });
  for (const file of ['a.key', 'a.pem', 'ca.pem', 'whitelist.json', 'trust.json']) writeFileSync(join(dir, file), '{}');
  writeFileSync(
    config,
    `region: { codes: ["94"], nom: Corse, solution: IESS }
ecoute: { hote: 127.0.0.1, port: 0 }
donnees: ${donnees}
identite: { cle: a.key, certificat: a.pem, autorites: ca.pem }
listeBlanche: { fichier: whitelist.json, confiance: trust.json }
`,
  );
}

beforeAll(async () => {
  configurer('donnees');
  const [ecrit] = await ecrireExports({
    dir,
    nombreOffres: 2_000,
    graine: 5,
    instances: INSTANCES.filter((i) => i.codes.includes('94')),
  });
  await charger({ storeDir: join(dir, 'donnees'), fichier: ecrit!.fichier, codesRegion: ['94'] });
});

it('adapter export writes what the public sees of the region, and tells what it wrote', () => {
  const vers = join(dir, 'public.xml.gz');
  const { status, stdout, stderr } = run('adapter', 'export', '-c', config, '--profil', 'public', '--vers', vers);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('sha256');
  expect(stdout).toMatch(/[1-9]\d* organisations internes/);
  const publics = gunzipSync(readFileSync(vers)).toString();
  const tout = join(dir, 'tout.xml');
  expect(JSON.parse(run('adapter', 'export', '-c', config, '--profil', '1', '--vers', tout, '--json').stdout)).toEqual(
    expect.objectContaining({ fichier: tout, generation: expect.stringMatching(/^1-/) }),
  );
  expect(readFileSync(tout, 'utf8')).toContain('avaible=');
  expect(publics).not.toContain('avaible=');
});

it('adapter export refuses a profile, a file name, and a region that has nothing loaded', () => {
  const vers = join(dir, 'x.xml');
  expect(run('adapter', 'export', '-c', config, '--profil', '9', '--vers', vers)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('profil'),
  });
  expect(run('adapter', 'export', '-c', config, '--vers', join(dir, 'x.json'))).toMatchObject({ status: 2 });
  configurer('vide');
  expect(run('adapter', 'export', '-c', config, '--vers', vers)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('rien n’est chargé'),
  });
});
