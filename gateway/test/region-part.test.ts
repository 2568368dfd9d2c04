import { schemaContrat } from '@inter-ror/exposure-model';
import { fragmentsDe } from '@inter-ror/graphql-endpoint';
import { type FieldNode, type GraphQLObjectType, Kind, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { regionPart } from '../src/plan/index.js';

function partOf(query: string, variables = {}) {
  const { definitions } = parse(query, { noLocation: true });
  const operation = definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION)!;
  const root = operation.selectionSet.selections[0] as FieldNode;
  const schema = schemaContrat();
  const type = schema.getType(root.name.value === 'offre' ? 'Offre' : 'EntiteJuridique') as GraphQLObjectType;
  const part = regionPart(type, [root], { fragments: fragmentsDe(definitions), variables });
  expect(validate(schema, parse(`{ ${root.name.value}(id: "x") { ${part.text} } }`))).toEqual([]);
  return part;
}

describe('what is asked of a region', () => {
  const DIRECTIVES =
    'query ($v: Boolean!) { offre(id: "x") { a: nom @include(if: $v) ...f } } fragment f on Offre { id ... @skip(if: $v) { r: region { nom } } }';

  it('keeps aliases, inlines fragments and resolves directives', () => {
    expect(partOf(DIRECTIVES, { v: true })).toMatchObject({ text: 'a: nom id', exact: true });
    expect(partOf(DIRECTIVES, { v: false })).toMatchObject({ text: 'id r: region { nom }', exact: true });
  });

  it('leaves national lists out and asks the key in their place, at every depth', () => {
    expect(
      partOf('{ offre(id: "x") { ej: entiteJuridique { nom entitesGeographiques { nom } regions { statut } } } }'),
    ).toMatchObject({ text: 'ej: entiteJuridique { nom _cle_idNatStruct: idNatStruct }', exact: false });
    expect(
      partOf('{ offre(id: "x") { entiteGeographique { entiteJuridique { entitesGeographiques { id } } } } }'),
    ).toMatchObject({
      text: 'entiteGeographique { entiteJuridique { _cle_idNatStruct: idNatStruct } }',
      exact: false,
    });
  });

  it('asks the name of the type where directives leave nothing', () => {
    expect(partOf('{ offre(id: "x") { id region { nom @skip(if: true) } } }')).toMatchObject({
      text: 'id region { __typename }',
      exact: false,
    });
  });
});

describe('what a region must answer', () => {
  const { check } = partOf(
    '{ offre(id: "x") { __typename id distanceKm capaciteAccueil { __typename } region { nom statut nombreOffres codes } } }',
  );
  const region = { nom: 'Bretagne', statut: 'OK', nombreOffres: 3, codes: ['53'] };
  const good = { __typename: 'Offre', id: '1', distanceKm: 1.5, capaciteAccueil: null, region };

  it('is the shape asked, whatever the order of the fields', () => {
    expect(() => check(good)).not.toThrow();
    expect(() =>
      check({ distanceKm: null, region, capaciteAccueil: null, id: '1', __typename: 'Offre' }),
    ).not.toThrow();
  });

  it.each([
    ['a null where none may be', { ...good, id: null }, /Offre\.id est nul/],
    ['a null in a list', { ...good, region: { ...region, codes: [null] } }, /Offre\.region\.codes est nul/],
    ['a missing field', { ...good, distanceKm: undefined }, /Offre\.distanceKm \(absent\) n’est pas Float/],
    ['a text for a number', { ...good, distanceKm: '1' }, /Offre\.distanceKm/],
    ['a number that is not finite', { ...good, distanceKm: JSON.parse('1e999') }, /Offre\.distanceKm/],
    ['an integer too large', { ...good, region: { ...region, nombreOffres: 2 ** 31 } }, /nombreOffres/],
    ['an unknown value', { ...good, region: { ...region, statut: 'BIEN' } }, /Offre\.region\.statut/],
    ['an object for a list', { ...good, region: { ...region, codes: { 0: '53' } } }, /Offre\.region\.codes/],
    ['a list for an object', { ...good, region: [region] }, /Offre\.region n’est pas un objet/],
    ['a field too many', { ...good, more: 1 }, /Offre a 6 champs, 5 sont demandés/],
    ['another type', { ...good, __typename: 'Offer' }, /__typename n’est pas Offre/],
  ])('is not %s', (_, value, said) => {
    expect(() => check(value)).toThrow(said);
  });
});
