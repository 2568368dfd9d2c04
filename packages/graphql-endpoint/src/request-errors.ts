import { GraphQLError } from 'graphql';

/** Codes (`extensions.code`) of the errors that the endpoint itself answers. */
export const CODE_ENDPOINT = {
  /** The request is not GraphQL over HTTP, or its document does not fit the contract. */
  REQUETE_INVALIDE: 'REQUETE_INVALIDE',
  /** The request asks more than a bound allows; `limite`, `maximum` and `demande` say which and how much. */
  LIMITE_DEPASSEE: 'LIMITE_DEPASSEE',
  /** `__schema` or `__type` where the schema may not be read. */
  INTROSPECTION_FERMEE: 'INTROSPECTION_FERMEE',
  /** A fault of ours: its text stays in the log, under `identifiantRequete`. */
  ERREUR_INTERNE: 'ERREUR_INTERNE',
} as const;

/** A bound that a request went over. */
export function limitExceeded(limite: string, maximum: number, demande: number, mend: string): GraphQLError {
  return new GraphQLError(
    `La requête dépasse la limite « ${limite} » : ${demande} demandés, ${maximum} au plus. ${mend}`,
    { extensions: { code: CODE_ENDPOINT.LIMITE_DEPASSEE, limite, maximum, demande } },
  );
}

/** A request that is not well formed. */
export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: CODE_ENDPOINT.REQUETE_INVALIDE } });
}
