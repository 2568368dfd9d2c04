import type { SubschemaConfig } from '@graphql-tools/delegate';
import { buildSchema, type FieldNode, valueFromASTUntyped } from 'graphql';
import { NATIONAL_TYPES } from '../plan/index.js';
import type { RegionClient } from '../regions/index.js';
import { askParts } from './ask-parts.js';
import type { LookupContext } from './lookup-context.js';

/** Name of the field that stands for one region's part of a list: `entitesGeographiques__3`. */
export function partName(list: string, rank: number): string {
  return `${list}__${rank}`;
}

/** Root field by which the stitched schema asks for some objects of a type by their national keys. */
function byKeys(type: string): string {
  return `parCles${type}`;
}

/**
 * One region in the stitched schema: its national types hold their key and this region's part of their list, under a
 * name of its own, so that type merging gathers all the parts side by side. Type merging asks for all the keys of a
 * round at once. A part is opaque there: what the client selected of it is written into the question that leaves.
 */
export function regionSubschema(
  region: RegionClient,
  rank: number,
): SubschemaConfig<unknown, unknown, unknown, LookupContext> {
  return {
    name: region.member.id,
    schema: buildSchema(partSdl(rank), { assumeValidSDL: true }),
    merge: Object.fromEntries(
      Object.entries(NATIONAL_TYPES).map(([type, { key }]) => [
        type,
        {
          selectionSet: `{ ${key} }`,
          fieldName: byKeys(type),
          key: (object: Record<string, unknown>) => object[key],
          argsFromKeys: (cles: readonly unknown[]) => ({ cles }),
        },
      ]),
    ),
    executor: async ({ document, variables, context }) => {
      const lookup = context as LookupContext;
      const operation = document.definitions.find((d) => d.kind === 'OperationDefinition')!;
      const asked = operation.selectionSet.selections[0] as FieldNode;
      const type = Object.keys(NATIONAL_TYPES).find((name) => byKeys(name) === asked.name.value)!;
      const keys = valueFromASTUntyped(asked.arguments![0]!.value, variables) as string[];
      const parts = await askParts(region, type, keys, lookup);
      const { key, list } = NATIONAL_TYPES[type]!;
      const objects = keys.map((cle, i) => ({
        __typename: type,
        [key]: cle,
        [partName(list, rank)]: parts[i] ?? null,
      }));
      return { data: { [asked.alias?.value ?? asked.name.value]: objects } } as never;
    },
  };
}

function partSdl(rank: number): string {
  const types = Object.entries(NATIONAL_TYPES);
  return [
    'scalar Partie',
    `type Query { ${types.map(([type]) => `${byKeys(type)}(cles: [String!]!): [${type}]!`).join(' ')} }`,
    ...types.map(([type, { key, list }]) => `type ${type} { ${key}: String ${partName(list, rank)}: Partie }`),
  ].join('\n');
}
