import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { faultInFrench } from './french-faults.js';
import { CODE_ENDPOINT } from './request-errors.js';

/** Told once for each fault of ours; the client only reads the identifier. */
export type OnInternalError = (error: unknown, identifiantRequete: string) => void;

/**
 * What a client may read of an error. Kept: errors of the request itself (syntax, validation, variables), in French,
 * and those thrown on purpose (an `extensions.code`). Anything else becomes `ERREUR_INTERNE`
 * with an identifier that the log also has.
 */
export function createErrorMask(onInternalError: OnInternalError): (error: unknown) => GraphQLError {
  return (error) => {
    if (!(error instanceof GraphQLError)) {
      const codes = extensionsOf(error);
      if (codes) return new GraphQLError((error as Error).message, { extensions: codes });
      return internal(error);
    }
    const cause = rootCause(error);
    const extensions = extensionsOf(cause) ?? extensionsOf(error);
    if (extensions) return withExtensions(error, extensions);
    const ofRequest = error.path === undefined || cause instanceof GraphQLError;
    if (ofRequest) {
      const extensions = { ...error.extensions, code: CODE_ENDPOINT.REQUETE_INVALIDE };
      return withExtensions(error, extensions, faultInFrench(error.message));
    }
    return internal(cause, error);
  };

  function internal(cause: unknown, located?: GraphQLError): GraphQLError {
    const identifiantRequete = randomUUID();
    onInternalError(cause, identifiantRequete);
    return new GraphQLError(
      `Erreur interne : le détail est dans le journal du serveur, sous l'identifiant ${identifiantRequete}.`,
      {
        nodes: located?.nodes ?? null,
        path: located?.path ?? null,
        extensions: { code: CODE_ENDPOINT.ERREUR_INTERNE, identifiantRequete },
      },
    );
  }
}

function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** `extensions` of an error thrown on purpose: those that have a `code`. */
function extensionsOf(error: unknown): Record<string, unknown> | undefined {
  const extensions = (error as { extensions?: unknown } | null)?.extensions;
  if (typeof extensions !== 'object' || extensions === null) return undefined;
  return typeof (extensions as { code?: unknown }).code === 'string'
    ? (extensions as Record<string, unknown>)
    : undefined;
}

function withExtensions(
  error: GraphQLError,
  extensions: Record<string, unknown>,
  message = error.message,
): GraphQLError {
  if (error.extensions === extensions) return error;
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}
