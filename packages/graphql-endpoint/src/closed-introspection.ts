import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import { CODE_ENDPOINT } from './request-errors.js';

const READS_THE_SCHEMA: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Refuses the fields that read the schema, by name; `__typename` tells nothing that the answer does not. */
export function closedIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const name = node.name.value;
      if (!READS_THE_SCHEMA.has(name)) return;
      context.reportError(
        new GraphQLError(
          `Le champ « ${name} » n’est pas servi : ici le schéma ne se lit pas, il est dans la documentation.`,
          { nodes: node, extensions: { code: CODE_ENDPOINT.INTROSPECTION_FERMEE, champ: name } },
        ),
      );
    },
  };
}
