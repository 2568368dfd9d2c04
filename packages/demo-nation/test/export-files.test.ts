import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lireCsd } from '@inter-ror/csd';
import type { Enregistrement } from '@inter-ror/exposure-model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExportEcrit, ecrireExports } from '../src/ecrire-exports.js';
import { genererInstance } from '../src/generer-instance.js';
import { INSTANCES } from '../src/instances.js';

const OFFRES = 1200;
let dir: string;
let ecrits: ExportEcrit[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'nation-inventee-'));
  ecrits = await ecrireExports({ dir: join(dir, 'exports'), nombreOffres: OFFRES });
});
afterAll(() => rm(dir, { recursive: true }));

it('writes one file for each instance, and says of which', async () => {
  expect(ecrits.map(({ codes, nom, solution }) => ({ codes, nom, solution }))).toEqual([...INSTANCES]);
  expect((await readdir(join(dir, 'exports'))).sort()).toEqual(
    INSTANCES.map(({ codes }) => `ror-${codes.join('-')}.xml`).sort(),
  );
});

it('reads back, record for record, without any defect', async () => {
  for (const { instance, fichier } of ecrits.map((ecrit, i) => ({ ...ecrit, instance: INSTANCES[i]! }))) {
    const lus: Enregistrement[] = [];
    const rapport = await lireCsd(createReadStream(fichier), { surEnregistrement: (record) => void lus.push(record) });
    expect(rapport.anomalies, fichier).toEqual([]);
    expect(lus).toEqual([...genererInstance({ instance, nombreOffres: OFFRES })]);
  }
});

it('weighs at most 10 KB an offer', async () => {
  const tailles = await Promise.all(ecrits.map(async ({ fichier }) => (await stat(fichier)).size));
  expect(tailles.reduce((somme, taille) => somme + taille, 0) / OFFRES).toBeLessThan(10_000);
});
