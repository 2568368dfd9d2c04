import { INSTANCES } from '@inter-ror/demo-nation';
import type { Code, CriteresRecherche, Enregistrement, OrganisationInterne } from '@inter-ror/exposure-model';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realRegions } from './support/real-regions.js';
import { startTestNation } from './support/test-nation.js';

const OFFERS = 2_500;
const TOGETHER = 8;
const instances = INSTANCES.filter(({ codes: [code] }) => ['53', '94'].includes(code!));
const tables = Nomenclatures.officielles();
const codesOf = (table: string) => tables.chercher(table, '', 40).map(({ code }) => code);
const acts = codesOf('R210').map((code): Code => ({ code, oid: '1.2.250.1.213.3.3.11' }));

/** What no profile but 1 and 4 sees: sensitive units, crisis. */
function changeCrisis(record: Enregistrement): Enregistrement {
  const changed = structuredClone(record);
  if (changed.sorte === 'organisationInterne') {
    const { complement } = changed.valeur;
    if (complement?.uniteSensible) changeUnit(changed.valeur);
    if (complement?.capaciteCrise) complement.capaciteCrise.t0 += 40;
  }
  if (changed.sorte === 'organisation' && changed.valeur.complement) {
    changed.valeur.complement.zonePoser = !changed.valeur.complement.zonePoser;
  }
  return changed;
}

function changeUnit(unit: OrganisationInterne): void {
  unit.nom = `Unité cachée cardiologie IRM ${unit.id}`;
  const complement = unit.complement!;
  complement.actesSpecifiques = acts.slice(0, 3);
  complement.patientele.ageMin.valeur = 3;
  delete complement.lieu;
}

/** What the public does not see either: care, equipment, free beds, contacts of professionals. */
function changeCare(record: Enregistrement): Enregistrement {
  const changed = changeCrisis(record);
  if (changed.sorte === 'organisationInterne' && changed.valeur.complement) {
    const { complement } = changed.valeur;
    complement.actesSpecifiques = acts.slice(5, 9);
    complement.specialisationsPriseEnCharge = [];
    complement.equipements = [];
    delete complement.competences;
    for (const capacity of [complement.capaciteAccueil?.lits, complement.capaciteAccueil?.places]) {
      if (capacity?.disponibles !== undefined) capacity.disponibles += 3;
    }
    for (const contact of complement.contacts ?? []) {
      if (contact.niveauConfidentialite.code !== '1') contact.nom = 'autre contact';
    }
  }
  return changed;
}

const FIELDS = `{ totalCount totalEstComplet curseurs pageInfo { hasNextPage endCursor } regions { codes statut totalCount }
  nodes { id nom distanceKm uniteSensible ageMin { valeur } ageMax { valeur } activitesOperationnelles { code } actesSpecifiques { code }
    equipements { id } capaciteAccueil { lits { total disponibles } } capaciteCrise { t0 } metadonneesCompetences { miseAJour } contacts { nom telecommunications { adresse } }
    entiteGeographique { nom zonePoser entiteJuridique { nom } } } }`;
const some = (table: string) => fc.uniqueArray(fc.constantFrom(...codesOf(table)), { minLength: 1, maxLength: 4 });
const criteres: fc.Arbitrary<CriteresRecherche> = fc.oneof(
  fc.record({ acteSpecifique: some('R210') }),
  fc.record({ typeEquipement: some('R212') }),
  fc.record({ activiteOperationnelle: some('R211') }),
  fc.record({ specialiteOrdinale: some('R38') }),
  fc.record({ age: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ zonePoser: fc.boolean() }),
  fc.record({ disponibilite: fc.record({ litsDisponiblesMin: fc.integer({ min: 1, max: 9 }) }) }),
  fc.record({ texte: fc.constantFrom('cardiologie', 'IRM', 'cachée', 'unité', 'chirurgie', 'EHPAD') }),
  fc.record({ nom: fc.constantFrom('cachée', 'centre', 'unité') }),
  fc.record({
    proximite: fc.constantFrom(
      { latitude: 48.1, longitude: -1.7, distanceKm: 40 },
      { latitude: 42, longitude: 9, distanceKm: 100 },
    ),
  }),
  fc.record({ non: fc.record({ zonePoser: fc.boolean() }) }),
);
const TRIS = ['NOM', 'DISPONIBILITE', 'PERTINENCE', 'MISE_A_JOUR'] as const;
const names = Array.from({ length: TOGETHER }, (_, i) => i);
const QUESTION = `query (${names.map((i) => `$c${i}: CriteresRecherche! $t${i}: TriOffres`).join(' ')}) {
  ${names.map((i) => `r${i}: rechercherOffres(criteres: $c${i}, tri: $t${i}, first: 6) ${FIELDS}`).join('\n')} }`;

type Nation = Awaited<ReturnType<typeof startTestNation>>;
const sets = [
  realRegions(instances, OFFERS),
  realRegions(instances, OFFERS, changeCrisis),
  realRegions(instances, OFFERS, changeCare),
];
const nations: Nation[] = [];

beforeAll(async () => {
  for (const { scripts } of sets) nations.push(await startTestNation(scripts, 5_000, [0, 2, 3, 5]));
}, 240_000);
afterAll(async () => {
  for (const nation of nations) await nation.close();
  for (const set of sets) await set.close();
});

/** Asks two nations the same, and gives both answers as they came. */
async function compare(seed: number, ask: (nation: Nation) => Nation['ask'], other: Nation, numRuns: number) {
  let different = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(criteres, fc.constantFrom(...TRIS)), { minLength: TOGETHER, maxLength: TOGETHER }),
      async (all) => {
        const variables = Object.fromEntries(
          all.flatMap(([c, t], i) => [
            [`c${i}`, c],
            [`t${i}`, t],
          ]),
        );
        const [one, two] = await Promise.all([ask(nations[0]!)(QUESTION, variables), ask(other)(QUESTION, variables)]);
        expect(one.body.errors).toBeUndefined();
        if (JSON.stringify(one.body) !== JSON.stringify(two.body)) different++;
      },
    ),
    { numRuns, seed },
  );
  return different;
}

describe('Two nations that differ only in what is hidden from a profile', () => {
  it.each([
    { profil: 0, rank: 0, other: 2 },
    { profil: 2, rank: 1, other: 1 },
    { profil: 3, rank: 2, other: 1 },
    { profil: 5, rank: 3, other: 1 },
  ])(
    'answer the same bytes to it, and not to who sees it (profile $profil)',
    async ({ profil, rank, other }) => {
      const nation = nations[other]!;
      expect(await compare(profil, ({ askAs }) => askAs[rank]!, nation, 25)).toBe(0);
      expect(await compare(profil, ({ ask }) => ask, nation, 10)).toBeGreaterThan(5);
    },
    120_000,
  );
});
