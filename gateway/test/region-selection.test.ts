import { schemaContrat } from '@inter-ror/exposure-model';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  parse,
  print,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { regionSelection } from '../src/plan/region-selection.js';

function rewritten(query: string): string {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION)!;
  const fragments = Object.fromEntries(
    document.definitions
      .filter((d): d is FragmentDefinitionNode => d.kind === Kind.FRAGMENT_DEFINITION)
      .map((d) => [d.name.value, d]),
  );
  const root = operation.selectionSet.selections[0] as FieldNode;
  const type = schemaContrat().getType(root.name.value === 'offre' ? 'Offre' : 'EntiteJuridique') as GraphQLObjectType;
  const selection = print(regionSelection(type, root.selectionSet!.selections, fragments));
  expect(
    validate(schemaContrat(), parse(`query ($v: Boolean!) { ${root.name.value}(id: "x") ${selection} }`)).filter(
      (e) => !/argument|never used/.test(e.message),
    ),
  ).toEqual([]);
  return selection.replace(/\s+/g, ' ');
}

describe('what is asked of a region', () => {
  it('keeps aliases and directives, and inlines fragments', () => {
    expect(
      rewritten(
        'query ($v: Boolean!) { offre(id: "x") { a: nom @include(if: $v) ...f } } fragment f on Offre { id ... @skip(if: $v) { r: region { nom } } }',
      ),
    ).toBe('{ a: nom @include(if: $v) ... { id ... @skip(if: $v) { r: region { nom } } } }');
  });

  it('leaves national lists out and asks the key in their place, at every depth', () => {
    expect(
      rewritten('{ offre(id: "x") { ej: entiteJuridique { nom entitesGeographiques { nom } regions { statut } } } }'),
    ).toBe('{ ej: entiteJuridique { nom _cle_idNatStruct: idNatStruct } }');
    expect(
      rewritten('{ offre(id: "x") { entiteGeographique { entiteJuridique { entitesGeographiques { id } } } } }'),
    ).toBe('{ entiteGeographique { entiteJuridique { _cle_idNatStruct: idNatStruct } } }');
  });
});
