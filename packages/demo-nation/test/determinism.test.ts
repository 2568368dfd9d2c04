import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { genererInstance } from '../src/generer-instance.js';
import { INSTANCES, REGIONS_SERVIES } from '../src/instances.js';
import { repartir } from '../src/territoire/index.js';
import { estUE, nationDe3000, OFFRES, ranger } from './invented-nation.js';

function condense(graine: number, codes: string, nombreOffres: number, dateReference?: string): string {
  const instance = INSTANCES.find((candidate) => candidate.codes.includes(codes))!;
  const hache = createHash('sha256');
  const date = dateReference === undefined ? {} : { dateReference };
  for (const record of genererInstance({ instance, graine, nombreOffres, ...date }))
    hache.update(JSON.stringify(record));
  return hache.digest('hex');
}

it('writes the same records from the same seed', () => {
  expect(condense(1, '53', 800)).toBe(condense(1, '53', 800));
  expect(condense(7, '04', 800)).toBe(condense(7, '04', 800));
});

it('writes other records from another seed', () => {
  expect(condense(2, '53', 800)).not.toBe(condense(1, '53', 800));
});

it('moves with the reference date, and writes no later date of record', () => {
  const dateReference = '2024-02-29T12:00:00Z';
  expect(condense(1, '94', 800, dateReference)).not.toBe(condense(1, '94', 800));
  const instance = INSTANCES.find(({ codes }) => codes.includes('94'))!;
  for (const { valeur } of genererInstance({ instance, nombreOffres: 800, dateReference })) {
    expect(valeur.metadonnees.miseAJour <= dateReference).toBe(true);
  }
});

it('writes the same bytes in other processes, whatever their time zone and language', async () => {
  const script = `
    import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
    import { genererInstance, INSTANCES } from '@inter-ror/demo-nation';
    const instance = INSTANCES.find(({ codes }) => codes.includes('94'));
    const hache = createHash('sha256');
    for (const record of genererInstance({ instance, nombreOffres: 500 })) hache.update(JSON.stringify(record));
    process.stdout.write(hache.digest('hex'));`;
  const condenses = await Promise.all(
    [
      { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8' },
      { TZ: 'America/Cayenne', LANG: 'C' },
    ].map(async (env) => {
      const options = { cwd: import.meta.dirname, env: { ...process.env, ...env } };
      return (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options)).stdout;
    }),
  );
  expect(condenses[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(condenses[1]).toBe(condenses[0]);
});

it.each([18, 19, 100, 1001, OFFRES])('has exactly %i offers in all', (nombreOffres) => {
  const total = INSTANCES.flatMap((instance) =>
    ranger(genererInstance({ instance, nombreOffres })).organisationsInternes.filter(estUE),
  ).length;
  expect(total).toBe(nombreOffres);
});

it('shares offers about in proportion to the population', () => {
  const parts = repartir(20_000, REGIONS_SERVIES);
  expect(parts.get('11')!).toBeGreaterThan(3000);
  expect(parts.get('11')! / parts.get('53')!).toBeCloseTo(12.46 / 3.45, 0);
  expect(Math.min(...parts.values())).toBeGreaterThanOrEqual(40);
});

it('refuses fewer offers than regions, and a date that is none', () => {
  const instance = INSTANCES[0]!;
  expect(() => [...genererInstance({ instance, nombreOffres: 17 })]).toThrow(/au moins 18/);
  expect(() => [...genererInstance({ instance, dateReference: 'demain' })]).toThrow(/demain/);
});

it('serves the 18 regions with 17 instances, one of them two regions, both solutions', () => {
  expect(INSTANCES).toHaveLength(17);
  expect(REGIONS_SERVIES).toHaveLength(18);
  expect(INSTANCES.find(({ codes }) => codes.length > 1)!.codes).toEqual(['04', '06']);
  expect(new Set(INSTANCES.map(({ solution }) => solution))).toEqual(new Set(['IESS', 'IR']));
  expect(nationDe3000()).toHaveLength(17);
});
