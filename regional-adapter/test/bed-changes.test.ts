import { schemaContrat } from '@inter-ror/exposure-model';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { isTouchedByBeds, stateAfterBeds, withoutBeds } from '@inter-ror/region-state';
import { execute, type GraphQLObjectType, getNamedType, isObjectType, parse } from 'graphql';
import { expect, it } from 'vitest';
import { Concepts, racine, servirGeneration, VuesRequete } from '../src/graphql/index.js';
import { type ServedState, UpdatableGeneration } from '../src/updates/index.js';
import { regionEnMemoire } from './graphql-region.js';

const OFFERS = 60;
const schema = schemaContrat();
const nomenclatures = Nomenclatures.officielles();
const concepts = new Concepts(nomenclatures);

function served({ reader, index }: ServedState) {
  const instance = { codes: ['53'], nom: 'Bretagne', solution: null };
  const generation = servirGeneration(reader, index, { instance, nomenclatures, concepts, octetsFragments: 1 << 20 });
  return (query: string, variables: Record<string, unknown>) => {
    const vue = generation.vue(1);
    const contextValue = { generation: vue, vues: new VuesRequete(vue), pointsConfigures: new Map() };
    return execute({
      schema,
      document: parse(query),
      rootValue: racine,
      contextValue,
      variableValues: variables,
    });
  };
}

const region = regionEnMemoire(OFFERS);
const updatable = new UpdatableGeneration(region, region.segment(), nomenclatures);
const before = served(updatable.state());
const changed = Array.from({ length: OFFERS }, (_, i) => region.offre(i).unite).filter((_, i) => i % 3 > 0);
updatable.replace(
  changed.map(({ complement, ...unit }, i) => ({
    ...unit,
    metadonnees: { ...unit.metadonnees, miseAJour: `2026-0${1 + (i % 9)}-01T00:00:00Z` },
    complement: {
      ...complement!,
      capaciteAccueil: {
        ...complement?.capaciteAccueil,
        lits: { total: 90, disponibles: i, miseAJour: '2026-10-01T00:00:00Z' },
        metadonnees: unit.metadonnees,
      },
    },
  })),
);
const after = served(updatable.state());

/** Every field that can be reached, but those that `left` leaves out. */
function everyField(type: GraphQLObjectType, depth: number, left: (name: string) => boolean): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: of }) => {
    if (name === 'latenceMs' || left(name)) return [];
    const below = getNamedType(of);
    if (!isObjectType(below)) return [name];
    return depth === 0 ? [] : [`${name} ${everyField(below, depth - 1, left)}`];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}

const asking = (left: (name: string) => boolean) => `query ($criteres: CriteresRecherche!, $tri: TriOffres) {
  rechercherOffres(criteres: $criteres, tri: $tri) ${everyField(schema.getType('PageOffres') as GraphQLObjectType, 3, left)} }`;

it.each([
  [{}, 'NOM'],
  [{ texte: 'urgence' }, 'PERTINENCE'],
  [{ champActivite: ['01'] }, 'NOM'],
  [{ proximite: { latitude: 48.1, longitude: -3.2, distanceKm: 400 } }, 'DISTANCE'],
])(
  'A change of beds changes nothing that a question it is said not to touch can select (%o, %s)',
  async (criteres, tri) => {
    const untouched = asking(isTouchedByBeds);
    expect(isTouchedByBeds(untouched + JSON.stringify({ criteres, tri }))).toBe(false);
    const was = await before(untouched, { criteres, tri });
    expect((was.data as { rechercherOffres: { totalCount: number } }).rechercherOffres.totalCount).toBeGreaterThan(5);
    expect(JSON.stringify(await after(untouched, { criteres, tri }))).toBe(JSON.stringify(was));
    const whole = asking(() => false);
    const [wholeWas, wholeIs] = [await before(whole, { criteres, tri }), await after(whole, { criteres, tri })];
    expect(JSON.stringify(wholeIs)).not.toBe(JSON.stringify(wholeWas));
  },
);

it.each([{ tri: 'MISE_A_JOUR' }, { tri: 'DISPONIBILITE' }, { criteres: { disponibilite: { litsDisponiblesMin: 9 } } }])(
  'A change of beds may change what is found, or in which order (%o)',
  async (asked) => {
    const variables = { criteres: {}, tri: 'NOM', ...asked };
    expect(isTouchedByBeds(JSON.stringify(variables))).toBe(true);
    const query = asking(isTouchedByBeds);
    expect(JSON.stringify(await after(query, variables))).not.toBe(JSON.stringify(await before(query, variables)));
  },
);

it('The states that follow by beds alone have names of their own, and the same without beds', () => {
  const second = stateAfterBeds(stateAfterBeds('a1b2.7'));
  expect(second).toBe('a1b2.7~2');
  expect(withoutBeds(`${second} c3.12 d4.1~33`)).toBe('a1b2.7 c3.12 d4.1');
});
