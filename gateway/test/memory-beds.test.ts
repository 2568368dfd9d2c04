import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RegionalAdapter, startAdapter } from '@inter-ror/regional-adapter';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  BRETAGNE,
  bretagne,
  ouvrirSolution,
  type SolutionEnEssai,
} from '../../regional-adapter/test/solution-harness.js';
import { until } from './support/real-regions.js';
import { startTestNation } from './support/test-nation.js';

const PLAIN =
  '{ r: rechercherOffres(criteres: {}, tri: NOM, first: 5) { totalCount nodes { id nom } regions { generation } } }';
const BEDS =
  '{ r: rechercherOffres(criteres: {disponibilite: {litsDisponiblesMin: 0}}, tri: NOM, first: 1) { nodes { id capaciteAccueil { lits { disponibles } } } } }';
const FREE = '{ r: rechercherOffres(criteres: {disponibilite: {litsDisponiblesMin: 901}}) { nodes { id } } }';

const dir = mkdtempSync(join(tmpdir(), 'ir-memory-beds-'));
let solution: SolutionEnEssai;
let adapter: RegionalAdapter;
let nation: Awaited<ReturnType<typeof startTestNation>>;

beforeAll(async () => {
  solution = await ouvrirSolution('iess', bretagne(), dir);
  nation = await startTestNation(
    [
      {
        codes: ['53'],
        async serve(identity, admission) {
          const listen = { host: '127.0.0.1', port: 0 };
          const { source } = solution;
          source.solution.rythmes = { disponibilites: 0.2, changements: 3_600, complete: 86_400 };
          const instance = {
            codes: ['53'],
            nom: BRETAGNE.nom,
            solution: 'IESS' as const,
            storeDir: join(dir, 'store'),
          };
          adapter = await startAdapter({
            ...instance,
            source,
            listen,
            identity,
            admission,
            logger: pino({ level: 'silent' }),
          });
          await adapter.demarrage;
          return adapter.url;
        },
      },
    ],
    5_000,
  );
}, 120_000);
afterAll(async () => {
  await nation?.close();
  await adapter?.close(50);
  await solution?.close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

/** Whether the region was asked. */
async function isAsked(question: string): Promise<boolean> {
  const { asked } = { ...nation.gateway.memory() };
  await nation.ask(question);
  return nation.gateway.memory().asked > asked;
}

it('A change of beds makes the region asked again for what it can touch, and for nothing else', async () => {
  for (const question of [PLAIN, BEDS, FREE]) await until(async () => !(await isAsked(question)));
  const first = (await nation.ask(PLAIN)).body;
  const { id } = (await nation.ask(BEDS)).body.data.r.nodes[0];
  await solution.changerLits(id, 901);
  await until(async () => (await nation.ask(FREE)).body.data.r.nodes.length === 1);
  expect((await nation.ask(FREE)).body.data.r.nodes).toEqual([{ id }]);
  expect((await nation.ask(BEDS)).body.data.r.nodes).toEqual([{ id, capaciteAccueil: { lits: { disponibles: 901 } } }]);
  expect(await isAsked(PLAIN)).toBe(false);
  expect((await nation.ask(PLAIN)).body).toEqual(first);
}, 60_000);
