import type { GraphQLSchema } from 'graphql';

/** Response name of the one root field of a question. */
export const ROOT = 'r';

/**
 * The document that asks a region for one root field of the contract.
 * @param names its arguments, given as variables `_name`
 * @param selection fields of the answer, without braces
 */
export function rootQuestion(
  schema: GraphQLSchema,
  rootField: string,
  names: readonly string[],
  selection: string,
): string {
  const types = new Map(
    schema
      .getQueryType()!
      .getFields()
      [rootField]!.args.map((a) => [a.name, String(a.type)]),
  );
  const declared = names.map((name) => `$_${name}: ${types.get(name)}`).join(', ');
  const passed = names.map((name) => `${name}: $_${name}`).join(', ');
  const variables = declared === '' ? '' : `(${declared})`;
  const args = passed === '' ? '' : `(${passed})`;
  return `query${variables} { ${ROOT}: ${rootField}${args} { ${selection} } }`;
}
