import type { OperationRequest, PreparedDocument } from '@inter-ror/graphql-endpoint';
import type { GraphQLSchema } from 'graphql';
import type { NationContext } from '../answer/index.js';
import { type Answer, compileOperation, type Extensions } from './compile-operation.js';

/**
 * Answers searches from the bytes of the regions, by operations compiled once for each document that the endpoint keeps.
 * `undefined`: graphql-js answers, with the same data, or with the error that stopped the direct answer.
 */
export function createDirectAnswer(
  schema: GraphQLSchema,
  extensions: Extensions,
): (request: OperationRequest<NationContext>) => Promise<Buffer | undefined> {
  const compiled = new WeakMap<PreparedDocument, Map<string | undefined, Answer | undefined>>();
  return async ({ prepared, operationName, variables, context }) => {
    let ofDocument = compiled.get(prepared);
    if (ofDocument === undefined) {
      ofDocument = new Map();
      compiled.set(prepared, ofDocument);
    }
    try {
      if (!ofDocument.has(operationName)) {
        ofDocument.set(operationName, compileOperation(schema, prepared.document, operationName, extensions));
      }
      return await ofDocument.get(operationName)?.(variables, context);
    } catch {
      return undefined;
    }
  };
}
