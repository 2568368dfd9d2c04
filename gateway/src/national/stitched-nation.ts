import { stitchSchemas } from '@graphql-tools/stitch';
import { buildSchema, type DocumentNode, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { NATIONAL_TYPES } from '../plan/index.js';
import type { RegionClient } from '../regions/index.js';
import type { LookupContext } from './lookup-context.js';
import { regionSubschema } from './region-subschema.js';

/** Root field of the stitched schema that makes national objects out of their keys. */
export function originField(type: string): string {
  return `cles${type}`;
}

/** The national objects of a set of regions, joined by type merging. Built once for a set of regions. */
export class StitchedNation {
  readonly regions: readonly RegionClient[];
  readonly #schema: GraphQLSchema;

  constructor(regions: readonly RegionClient[]) {
    this.regions = regions;
    this.#schema = stitchSchemas({
      subschemas: [{ schema: originSchema() }, ...regions.map((region, rank) => regionSubschema(region, rank))],
      assumeValid: true,
      typeMergingOptions: { validationSettings: { validationLevel: 'off' as never } },
    });
  }

  ask(document: DocumentNode, variables: Record<string, unknown>, context: LookupContext): Promise<ExecutionResult> {
    return Promise.resolve(
      execute({ schema: this.#schema, document, variableValues: variables, contextValue: context }),
    );
  }
}

/** Gives each national type an origin in the gateway itself: its key alone, whoever knows the object. */
function originSchema(): GraphQLSchema {
  const types = Object.entries(NATIONAL_TYPES);
  const schema = buildSchema(
    [
      `type Query { ${types.map(([type]) => `${originField(type)}(cles: [String!]!): [${type}!]!`).join(' ')} }`,
      ...types.map(([type, { key }]) => `type ${type} { ${key}: String }`),
    ].join('\n'),
  );
  const fields = schema.getQueryType()!.getFields();
  for (const [type, { key }] of types) {
    fields[originField(type)]!.resolve = (_root, { cles }: { cles: string[] }) => cles.map((cle) => ({ [key]: cle }));
  }
  return schema;
}
