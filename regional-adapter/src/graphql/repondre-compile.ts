import type { OperationRequest, PreparedDocument } from '@inter-ror/graphql-endpoint';
import type { GraphQLSchema } from 'graphql';
import { compilerSelection, type Repondre } from './compilation/index.js';
import { type ContexteRequete, rechercherOffres } from './racine.js';

/**
 * Answers searches by compiled selections, one for each document that the endpoint keeps.
 * `undefined`: graphql-js answers, with the same data, or with the error that stopped the compiled path.
 */
export function creerRepondreCompile(
  schema: GraphQLSchema,
): (request: OperationRequest<ContexteRequete>) => Buffer | undefined {
  const compilees = new WeakMap<PreparedDocument, Map<string | undefined, Repondre | undefined>>();

  function compilee({ prepared, operationName }: OperationRequest<ContexteRequete>): Repondre | undefined {
    let duDocument = compilees.get(prepared);
    if (duDocument === undefined) {
      duDocument = new Map();
      compilees.set(prepared, duDocument);
    }
    if (!duDocument.has(operationName)) {
      duDocument.set(operationName, compilerSelection(schema, prepared.document, operationName));
    }
    return duDocument.get(operationName);
  }

  return (request) => {
    const repondre = compilee(request);
    if (repondre === undefined) return undefined;
    const { context, variables } = request;
    try {
      const reponse = repondre(variables, context.generation.fragments, (args) => rechercherOffres(args, context));
      return reponse && avecMasques(reponse, request);
    } catch {
      return undefined;
    }
  };
}

const FIN = Buffer.from('}');

/** The answer with what the asker's profile does not see of what it asked; none, most of the time. */
function avecMasques(reponse: Buffer, { prepared, operationName, context }: OperationRequest<ContexteRequete>): Buffer {
  const { masques, vues } = context;
  const { document } = prepared;
  const extension = masques?.extension({ document, operationName }, vues.acces.profil, vues.criteres);
  if (extension === undefined) return reponse;
  const texte = Buffer.from(`,"extensions":${JSON.stringify(extension)}}`);
  return Buffer.concat([reponse.subarray(0, reponse.length - FIN.length), texte]);
}
