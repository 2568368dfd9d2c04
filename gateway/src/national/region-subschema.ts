import type { SubschemaConfig } from '@graphql-tools/delegate';
import { buildSchema, type DocumentNode, Kind, print, type SelectionNode, visit } from 'graphql';
import { NATIONAL_TYPES } from '../plan/index.js';
import { outOfPerimeter, type RegionClient } from '../regions/index.js';
import type { LookupContext } from './lookup-context.js';

/** Root fields by which a region is asked for its part of a national object. */
const ENTRY: Readonly<Record<string, string>> = { EntiteJuridique: 'entiteJuridique', Professionnel: 'professionnel' };

/** Name of the field that stands for one region's part of a list: `entitesGeographiques__3`. */
export function partName(list: string, rank: number): string {
  return `${list}__${rank}`;
}

/**
 * One region in the stitched schema: its national types hold their key and this region's part of their list, under a
 * name of its own, so that type merging gathers all the parts side by side. A part is opaque there: what the client
 * selected of it is written into the question just before it leaves.
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
          fieldName: ENTRY[type]!,
          args: (object: Record<string, unknown>) => ({ [key]: object[key] }),
        },
      ]),
    ),
    executor: async ({ document, variables, context }) => {
      const lookup = context as LookupContext;
      const answer =
        outOfPerimeter(region, lookup.perimeter) ??
        lookup.silent.get(region) ??
        (await region.ask(
          { query: print(withSelection(document, rank, lookup)), variables: { ...variables, ...lookup.variables } },
          { timeoutMs: lookup.timeoutMs, requestId: lookup.deadline.requestId, stated: lookup.stated },
        ));
      lookup.answered(region, answer);
      return { data: answer.data ?? null, ...(answer.errors === undefined ? {} : { errors: answer.errors }) } as never;
    },
  };
}

function partSdl(rank: number): string {
  const types = Object.entries(NATIONAL_TYPES);
  return [
    'scalar Partie',
    `type Query { ${types.map(([type, { key }]) => `${ENTRY[type]}(${key}: String!): ${type}`).join(' ')} }`,
    ...types.map(([type, { key, list }]) => `type ${type} { ${key}: String ${partName(list, rank)}: Partie }`),
  ].join('\n');
}

/** The document as the region knows it: the part is the contract's list, with the client's selection. */
function withSelection(document: DocumentNode, rank: number, { selections, definitions }: LookupContext): DocumentNode {
  const lists = new Map(Object.values(NATIONAL_TYPES).map(({ list }) => [partName(list, rank), list]));
  return visit(document, {
    OperationDefinition: (node) => ({
      ...node,
      variableDefinitions: [...(node.variableDefinitions ?? []), ...definitions],
    }),
    Field(node) {
      const list = lists.get(node.name.value);
      if (list === undefined) return undefined;
      const alias = node.alias ?? node.name;
      return { ...node, alias, name: { ...node.name, value: list }, selectionSet: selectionSet(selections) };
    },
  });
}

function selectionSet(selections: readonly SelectionNode[]) {
  return { kind: Kind.SELECTION_SET as const, selections };
}
