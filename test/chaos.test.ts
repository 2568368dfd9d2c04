import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import { Authority } from '@inter-ror/whitelist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChaosRegion } from './support/chaos-region.js';
import { type Nation, post, startNation } from './support/nation.js';

// Regions are killed, paused, slowed, revoked, reloaded, made to answer garbage, while clients search. Each answer is
// held against what the regions hold. CHAOS_SECONDS and CHAOS_SEED choose how long, and which chaos.
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 12);
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
/** In a short chaos, a few regions are hurt: each takes a process of its own. */
const HURT = SECONDS < 60 ? ['11', '24', '27', '53', '75', '84', '93'] : undefined;
const CLIENTS = 8;
const AT_ONCE = 3;
/** Between two searches of a client, which leaves the processor to what is hurt and comes back. */
const PAUSE_MS = 50;
const WORDS = ['IRM', 'scanner', 'maternité', 'dialyse', 'réanimation', 'SMUR', 'Alzheimer', 'addictologie'];
const DEADLINE_MS = 2_500;
/** A change of the list, and what follows from it, is everywhere after this, in ms. */
const STEADY_MS = 10_000;
/** A region that is gone is known to be so well before this, in ms. */
const KNOWN_GONE_MS = 1_500;

const dir = mkdtempSync(join(tmpdir(), 'ir-chaos-'));
let nation: Nation;
let agent: Agent;
let regions: ChaosRegion[];
/** By region, then word: every set of offers that is right for now. */
const truths = new Map<string, Map<string, Set<string>[]>>();

const SEARCH = `query ($texte: String!) { rechercherOffres(criteres: {texte: $texte}, first: 200) {
  totalCount nodes { id region { codes } } regions { codes statut code totalCount } } }`;

interface Page {
  totalCount: number;
  nodes: { id: string; region: { codes: string[] } }[];
  regions: { codes: string[]; statut: string; code: string | null; totalCount: number | null }[];
}

const loading = new Set<ChaosRegion>();

let seed = SEED;
const random = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** What is loaded by hand there would last until the solution says something new. */
const followsSolution = (region: ChaosRegion) =>
  nation.ready.solutionsSimulees.some(({ codes }) => codes.includes(region.code));

/** What a region holds now, asked of the adapter itself. */
async function held(region: ChaosRegion): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const texte of WORDS) {
    const { body } = await post(`${region.address}/graphql`, agent, SEARCH, { texte });
    found.set(texte, new Set((body.data.rechercherOffres as Page).nodes.map((n) => n.id)));
  }
  return found;
}

/** The generation that an adapter serves, asked of the adapter itself. */
async function generationOf(region: ChaosRegion): Promise<string> {
  const { body } = await post(`${region.address}/graphql`, agent, '{ regions { generation } }');
  return body.data.regions[0].generation;
}

function learn(region: ChaosRegion, found: Map<string, Set<string>>, only: boolean): void {
  const known = truths.get(region.code) ?? new Map<string, Set<string>[]>();
  truths.set(region.code, known);
  for (const [word, ids] of found) known.set(word, only ? [ids] : [...(known.get(word) ?? []), ids]);
}

beforeAll(async () => {
  nation = await startNation([
    ...['--isolated', ...(HURT === undefined ? [] : [HURT.join(',')])],
    ...['--offers', '1500', '--dir', join(dir, 'nation')],
  ]);
  const { client } = nation.ready;
  const tls = { ca: readFileSync(client.ca), cert: readFileSync(client.cert), key: readFileSync(client.key) };
  agent = new Agent({ keepAlive: true, ...tls, checkServerIdentity: () => undefined });
  const authority = Authority.open(nation.ready.whitelist.dir);
  regions = nation.ready.regions.map(
    (r) => new ChaosRegion(r.codes, r.graphql.replace('/graphql', ''), r.pid, join(dir, 'nation'), authority),
  );
  for (const region of regions) learn(region, await held(region), true);
}, 240_000);

afterAll(async () => {
  for (const region of regions ?? []) await region.end();
  agent?.destroy();
  await nation?.stop();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

/** What is wrong in an answer; nothing when it is right. */
function faults(page: Page, word: string, asked: number, before: Map<string, string>): string[] {
  const wrong: string[] = [];
  for (const { codes, statut, code } of page.regions) {
    const region = regions.find((r) => r.code === codes[0])!;
    const ids = new Set(page.nodes.filter((n) => n.region.codes[0] === codes[0]).map((n) => n.id));
    const right = truths.get(region.code)!.get(word)!;
    const { state, since } = region.health;
    if (statut === 'OK' || statut === 'ECARTEE') {
      if (!loading.has(region) && !right.some((set) => set.size === ids.size && [...ids].every((id) => set.has(id))))
        wrong.push(`${region.id} ${statut} « ${word} » : ${ids.size} offers, ${right.map((s) => s.size)} right`);
      if (statut === 'OK' && state === 'gone' && asked - since > KNOWN_GONE_MS)
        wrong.push(`${region.id} is gone, not OK`);
    } else {
      if (ids.size > 0) wrong.push(`${region.id} ${statut} gives ${ids.size} offers`);
      const steady = state === 'good' && before.get(region.code) === 'good' && asked - since > STEADY_MS;
      if (steady && statut === 'REFUSEE') wrong.push(`${region.id} is good, not ${statut} (${code})`);
    }
  }
  const named = new Set(page.regions.map((r) => r.codes[0]));
  for (const { id, code, health } of regions) {
    // Suspended, it is not in the list: the answer names the regions of the list.
    const steady = health.state === 'good' && asked - health.since > STEADY_MS;
    if (!named.has(code) && steady) wrong.push(`${id} is not in the answer`);
  }
  return wrong;
}

it(
  `tells the truth through ${SECONDS} s of chaos (seed ${SEED}), and is whole again without a restart`,
  async () => {
    const end = performance.now() + SECONDS * 1_000;
    const wrong = new Set<string>();
    const done: Record<string, number> = {};
    let answers = 0;

    const search = async () => {
      while (performance.now() < end) {
        await wait(PAUSE_MS);
        const word = pick(WORDS);
        const before = new Map(regions.map((r) => [r.code, r.health.state]));
        const asked = performance.now();
        const { status, body } = await nation.ask(SEARCH, { texte: word });
        if (status !== 200 || !body.data) {
          if (status !== 503) wrong.add(`HTTP ${status} ${JSON.stringify(body).slice(0, 200)}`);
          continue;
        }
        answers++;
        for (const fault of faults(body.data.rechercherOffres, word, asked, before)) wrong.add(fault);
      }
    };

    const hold = () => wait(600 + random() * 1_500);
    const busy = new Set<ChaosRegion>();
    const hurtable = regions.filter(({ code }) => HURT?.includes(code) ?? true);
    let turn = Math.floor(random() * 6);
    const hurt = async () => {
      while (performance.now() < end) {
        const kind = (['kill', 'pause', 'suspend', 'slow', 'garbage', 'reload'] as const)[turn++ % 6]!;
        const region = pick(hurtable.filter((r) => !busy.has(r) && (kind !== 'reload' || !followsSolution(r))));
        busy.add(region);
        done[kind] = (done[kind] ?? 0) + 1;
        if (kind === 'reload') {
          const instances = INSTANCES.filter((i) => i.codes[0] === region.code);
          const graine = 2 + Math.floor(random() * 1_000);
          const [made] = await ecrireExports({ dir: join(dir, `g${graine}`), instances, graine, nombreOffres: 1_500 });
          const before = await generationOf(region);
          // What the new generation holds is not known before it is served: nothing is held against it meanwhile.
          loading.add(region);
          await region.reload(made!.fichier);
          await expect.poll(() => generationOf(region), { timeout: 30_000, interval: 20 }).not.toBe(before);
          const found = await held(region);
          learn(region, found, false);
          loading.delete(region);
          // An answer asked of the former one may still be on its way.
          await wait(DEADLINE_MS);
          learn(region, found, true);
        } else await region[kind](hold);
        region.mended();
        busy.delete(region);
      }
    };
    await Promise.all([...Array.from({ length: CLIENTS }, search), ...Array.from({ length: AT_ONCE }, hurt)]);

    expect([...wrong]).toEqual([]);
    expect(answers).toBeGreaterThan(SECONDS);
    expect(Object.keys(done).length).toBeGreaterThan(2);
    await expect
      .poll(
        async () => {
          const { body } = await nation.ask(SEARCH, { texte: WORDS[0] });
          return (body.data.rechercherOffres as Page).regions.filter(
            (r) => r.statut !== 'OK' && r.statut !== 'ECARTEE',
          );
        },
        { timeout: 60_000, interval: 250 },
      )
      .toEqual([]);
    const whole = (await nation.ask(SEARCH, { texte: WORDS[0] })).body.data.rechercherOffres as Page;
    expect(faults(whole, WORDS[0]!, performance.now(), new Map())).toEqual([]);
    console.log(`chaos: ${answers} answers, ${JSON.stringify(done)}, seed ${SEED}`);
  },
  SECONDS * 1_000 + 180_000,
);
