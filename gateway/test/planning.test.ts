import { INSTANCES } from '@inter-ror/demo-nation';
import { type CriteresRecherche, normaliserRecherche } from '@inter-ror/exposure-model';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { holdsNothing, lireResume } from '@inter-ror/region-state';
import { OfferIndex, openStore } from '@inter-ror/regional-adapter';
import { communesPrincipales, departements } from '@inter-ror/territory';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { realRegions, until } from './support/real-regions.js';
import { type Answer, startTestNation } from './support/test-nation.js';

/** Asked through two gateways; `PLANNING_CRITERIA=5000` takes some minutes. */
const ASKED = Number(process.env.PLANNING_CRITERIA ?? 120);
const PROVED = 5_000;
const TOGETHER = 10;
const SIZES = [5, 20, 60];
const OFFERS = 3_000;
const FIELDS =
  '{ totalCount totalEstComplet curseurs nodes { id distanceKm } pageInfo { hasNextPage } regions { codes statut totalCount } }';
const ALL = `{ rechercherOffres(criteres: {}, first: 1) ${FIELDS} }`;

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Answer>;
const regions = realRegions(INSTANCES, OFFERS);
let nation: Awaited<ReturnType<typeof startTestNation>>;
let unplanned: Ask;

beforeAll(async () => {
  nation = await startTestNation(regions.scripts, 5_000, [], { memory: false });
  unplanned = (await nation.another({ memory: false, planning: false })).ask;
}, 240_000);
// Every region is known once a search that none can answer is answered without any.
beforeEach(() =>
  until(async () => (await apartOf(nation.ask, { activiteOperationnelle: ['99999'] })) === INSTANCES.length),
);
afterAll(async () => {
  await nation?.close();
  await regions.close();
});

async function apartOf(ask: Ask, criteres: CriteresRecherche): Promise<number> {
  const { body } = await ask(
    `query ($c: CriteresRecherche!) { r: rechercherOffres(criteres: $c, first: 1) ${FIELDS} }`,
    {
      c: criteres,
    },
  );
  return body.data.r.regions.filter(({ statut }: { statut: string }) => statut === 'ECARTEE').length;
}

const tables = Nomenclatures.officielles();
const codesOf = (table: string) => tables.chercher(table, '', 60).map(({ code }) => code);
const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const towns = communesPrincipales(400);
const town = fc.constantFrom(...towns);
/** Borders, overseas, both sides of the antimeridian. */
const point = fc.oneof(
  fc.record({
    latitude: fc.double({ min: 41, max: 51.5, noNaN: true }),
    longitude: fc.double({ min: -5, max: 10, noNaN: true }),
  }),
  fc.constantFrom(
    { latitude: -21.1, longitude: 55.5 },
    { latitude: -12.8, longitude: 45.2 },
    { latitude: 16.2, longitude: -61.5 },
    { latitude: 14.6, longitude: -61 },
    { latitude: 4.9, longitude: -52.3 },
    { latitude: -17.5, longitude: 179.9 },
    { latitude: -17.5, longitude: -179.9 },
    { latitude: 90, longitude: 0 },
  ),
);
const codes = (table: string) => some([...codesOf(table), '9999']);
const leaf: fc.Arbitrary<CriteresRecherche> = fc.oneof(
  fc.record({ activiteOperationnelle: codes('R211') }),
  fc.record({ acteSpecifique: codes('R210') }),
  fc.record({ typeEquipement: codes('R212') }),
  fc.record({ modePriseEnCharge: codes('R213') }),
  fc.record({ champActivite: codes('R227') }),
  fc.record({ publicPrisEnCharge: codes('R239') }),
  fc.record({ specialiteOrdinale: codes('R38') }),
  fc.record({ age: fc.integer({ min: 0, max: 110 }) }),
  fc.record({ zonePoser: fc.boolean() }),
  fc.record({ accueilSequentielAccepte: fc.boolean() }),
  fc.record({ territoire: fc.record({ region: some(INSTANCES.flatMap((i) => [...i.codes])) }) }),
  fc.record({ territoire: fc.record({ departement: some(departements().map(({ code }) => code)) }) }),
  fc.record({ territoire: fc.record({ commune: some(towns.map(({ code }) => code)) }) }),
  fc.record({
    proximite: fc
      .tuple(point, fc.constantFrom(0, 1, 20, 20, 50, 150, 1000))
      .map(([at, distanceKm]) => ({ ...at, distanceKm })),
  }),
  fc.record({ disponibilite: fc.record({ litsDisponiblesMin: fc.integer({ min: 1, max: 40 }) }) }),
  fc.record({
    texte: fc.oneof(
      town.map(({ nom }) => nom),
      fc.constantFrom('IRM', 'cardiologie', 'EHPAD Alzheimer', 'introuvable'),
    ),
  }),
);
const { criteres } = fc.letrec<{ criteres: CriteresRecherche }>((tie) => ({
  criteres: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })) },
    { weight: 1, arbitrary: fc.record({ et: fc.array(tie('criteres'), { minLength: 1, maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ ou: fc.array(tie('criteres'), { minLength: 1, maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ non: tie('criteres') }) },
  ),
}));
const QUESTION = `query (${Array.from({ length: TOGETHER }, (_, i) => `$c${i}: CriteresRecherche!`).join(' ')}) {
  ${Array.from({ length: TOGETHER }, (_, i) => `r${i}: rechercherOffres(criteres: $c${i}, first: ${SIZES[i % SIZES.length]}) ${FIELDS}`).join('\n')} }`;

/** Asked again while a region does not reply in time, as on a busy machine. */
async function wholeAnswer(ask: Ask, variables: Record<string, unknown>): Promise<Answer> {
  for (let turn = 0; ; turn++) {
    const answer = await ask(QUESTION, variables);
    const pages = Object.values<{ regions: { statut: string }[] } | null>(answer.body.data);
    const replied = pages.every((page) => page?.regions.every(({ statut }) => statut === 'OK' || statut === 'ECARTEE'));
    if (replied || turn === 5) return answer;
  }
}

describe('A search that is planned', () => {
  it(`answers ${ASKED} random criteria over the whole nation as one that is not`, async () => {
    let apart = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(criteres, { minLength: TOGETHER, maxLength: TOGETHER }), async (all) => {
        const variables = Object.fromEntries(all.map((c, i) => [`c${i}`, c]));
        const [planned, whole] = [await wholeAnswer(nation.ask, variables), await wholeAnswer(unplanned, variables)];
        for (const page of Object.values<{ regions: { statut: string }[] } | null>(planned.body.data)) {
          for (const region of page?.regions ?? []) {
            if (region.statut === 'ECARTEE') apart++;
            else asked++;
            region.statut = 'OK';
          }
        }
        expect(planned.body).toEqual(whole.body);
      }),
      { numRuns: ASKED / TOGETHER },
    );
    expect(apart).toBeGreaterThan(asked / 4);
  }, 600_000);

  it.each([
    ['by distance from Rennes', { proximite: { latitude: 48.11, longitude: -1.68, distanceKm: 1_000 } }],
    ['by name', {}],
  ])('gives the same pages one after the other, %s', async (_, criteres) => {
    const query = `query ($c: CriteresRecherche!, $after: String) { r: rechercherOffres(criteres: $c, first: 30, after: $after)
      { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`;
    let after: string | null = null;
    for (let rank = 0; rank < 25; rank++) {
      const planned: Answer = await nation.ask(query, { c: criteres, after });
      const whole: Answer = await unplanned(query, { c: criteres, after });
      expect(planned.body).toEqual(whole.body);
      expect(planned.body.data.r.nodes).toHaveLength(30);
      after = planned.body.data.r.pageInfo.endCursor;
    }
  });

  it.each([0, 1, 3] as const)(
    `sets no region apart that holds something, for ${PROVED} criteria (profile %i)`,
    (profil) => {
      const held = INSTANCES.map(({ codes: [code] }) => {
        const store = openStore(regions.storeDir(code!));
        const index = OfferIndex.depuis(store.generationCourante()!.segment()).pour(profil);
        store.close();
        return { index, resume: lireResume(JSON.stringify({ etat: 'e', profil, offres: index.resumer() })).offres };
      });
      let apart = 0;
      fc.assert(
        fc.property(criteres, (asked) => {
          const { predicat } = normaliserRecherche({ criteres: asked });
          for (const { index, resume } of held) {
            if (!holdsNothing(resume, predicat)) continue;
            apart++;
            expect(index.compter(predicat)).toBe(0);
          }
        }),
        { numRuns: PROVED },
      );
      expect(apart).toBeGreaterThan((PROVED * INSTANCES.length) / 5);
    },
    120_000,
  );

  it('asks around a point only the regions that the circle touches', async () => {
    const apart = async (latitude: number, longitude: number, distanceKm: number) =>
      INSTANCES.length - (await apartOf(nation.ask, { proximite: { latitude, longitude, distanceKm } }));
    // Rennes; the borders of three regions; Réunion; the middle of the Atlantic.
    expect(await apart(48.11, -1.68, 20)).toBe(1);
    expect(await apart(48.45, 0.85, 150)).toBeGreaterThan(2);
    expect(await apart(-21.1, 55.5, 20)).toBe(1);
    expect(await apart(30, -40, 1000)).toBe(0);
  });

  it('says of a region that is set apart what it holds, and that the total is whole', async () => {
    const { body } = await nation.ask(
      `{ r: rechercherOffres(criteres: {territoire: {region: ["53"]}}, first: 1) { totalEstComplet totalCount regions { codes statut totalCount generation date code message latenceMs } } }`,
    );
    const { totalEstComplet, totalCount, regions: reports } = body.data.r;
    expect(totalEstComplet).toBe(true);
    expect(totalCount).toBeGreaterThan(0);
    const paris = reports.find(({ codes: [code] }: { codes: string[] }) => code === '11');
    expect(paris).toMatchObject({ statut: 'ECARTEE', totalCount: 0, latenceMs: 0, code: null, message: null });
    expect(paris.generation).toMatch(/^1-/);
    expect(Date.parse(paris.date)).toBeGreaterThan(0);
    expect(body.extensions).toBeUndefined();
  });

  it('asks again a region that has changed, and one that is not heard any more', async () => {
    const corse = regions.adapters.get('94')!;
    const inCorse = { territoire: { region: ['94'] } };
    expect(await apartOf(nation.ask, inCorse)).toBe(INSTANCES.length - 1);
    const absent = { proximite: { latitude: 48.11, longitude: -1.68, distanceKm: 5 } };
    const before = (await nation.ask(ALL)).body.data.rechercherOffres.totalCount;
    // What Brittany holds, given to the Corsican instance: it now holds something near Rennes.
    await corse.recharger(regions.files.get('53')!, { forcer: true });
    await until(async () => (await apartOf(nation.ask, absent)) === INSTANCES.length - 2);
    expect((await nation.ask(ALL)).body.data.rechercherOffres.totalCount).not.toBe(before);
    await corse.close(50);
    await until(async () => {
      const { body } = await nation.ask(
        `query ($c: CriteresRecherche!) { r: rechercherOffres(criteres: $c) ${FIELDS} }`,
        {
          c: { activiteOperationnelle: ['99999'] },
        },
      );
      return body.data.r.regions.find(({ codes: [code] }: { codes: string[] }) => code === '94').statut === 'ERREUR';
    });
  });
});
