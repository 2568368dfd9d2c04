import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNetwork } from './server-harness.js';

let network: Awaited<ReturnType<typeof openNetwork>>;
let dir: string;

beforeAll(async () => {
  network = await openNetwork();
  dir = mkdtempSync(join(tmpdir(), 'ir-quality-'));
});
afterAll(async () => {
  await network.close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

it('judges what is served, in a thread apart, once a generation', async () => {
  const instances = INSTANCES.filter((i) => i.codes.includes('53'));
  const [written] = await ecrireExports({ dir, instances, nombreOffres: 4_000 });
  const adapter = await network.start();
  expect(await adapter.qualite()).toBeUndefined();
  await adapter.recharger(written!.fichier);
  const quality = (await adapter.qualite())!;
  expect(quality.generation).toEqual(adapter.generation());
  const perimeter = (indicateur: string) =>
    quality.lignes.filter((l) => l.indicateur === indicateur).reduce((n, l) => n + l.perimetre, 0);
  expect(perimeter('CP4')).toBeGreaterThan(10);
  expect(perimeter('CO3')).toBeGreaterThan(perimeter('CP4'));
  expect(quality.lignes.every((l) => l.region === '53' && l.ecarts <= l.perimetre)).toBe(true);
  expect(new Set(quality.lignes.flatMap((l) => (l.indicateur === 'CP4' ? l.departement : [])))).toEqual(
    new Set(['22', '29', '35', '56']),
  );
  expect(quality.ecarts.length).toBe(quality.lignes.reduce((n, l) => n + l.ecarts, 0));
  expect(await adapter.qualite()).toBe(quality);

  await adapter.recharger(network.writeExport('other.xml', 40), { forcer: true });
  expect((await adapter.qualite())!.generation.numero).toBe(2);
}, 60_000);
