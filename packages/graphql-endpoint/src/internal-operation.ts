import { type DocumentNode, execute, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import type { OperationRequest, ReadyAnswer } from './endpoint.js';
import { createErrorMask, type OnInternalError } from './mask-errors.js';

export interface InternalOperationOptions<Context> {
  schema: GraphQLSchema;
  /** Resolvers of the root fields, as methods; without it, the schema has its own. */
  rootValue?: object;
  /** As for the endpoint: a ready answer, or `undefined` to leave the operation to graphql-js. */
  surRequete?(request: OperationRequest<Context>): ReadyAnswer | undefined | Promise<ReadyAnswer | undefined>;
  onInternalError: OnInternalError;
}

/** What an operation of our own gave. */
export interface InternalAnswer<T> {
  data: T | null;
  errors: { message: string; code: string | null }[];
}

/** Executes an operation of our own, within the process: the same answer as at `/graphql`, errors masked alike. */
export type InternalOperation<Context> = <T>(
  context: Context,
  variables: Readonly<Record<string, unknown>>,
) => Promise<InternalAnswer<T>>;

/**
 * Prepares an operation that another protocol is answered from.
 * @throws Error when the document is not of the schema
 */
export function createInternalOperation<Context extends object>(
  text: string,
  { schema, rootValue, surRequete, onInternalError }: InternalOperationOptions<Context>,
): InternalOperation<Context> {
  const document: DocumentNode = parse(text);
  const [fault] = validate(schema, document);
  if (fault !== undefined) throw fault;
  const prepared = { text, document };
  const mask = createErrorMask(onInternalError);
  return async <T>(context: Context, variables: Readonly<Record<string, unknown>>) => {
    const ready = await surRequete?.({ prepared, operationName: undefined, variables, context });
    if (ready !== undefined) return read<T>(JSON.parse(String(ready)) as Answer<T>);
    const { data, errors } = await execute({
      schema,
      document,
      rootValue,
      contextValue: context,
      variableValues: variables,
    });
    return read<T>({ data: data as T | null | undefined, errors: errors?.map(mask) });
  };
}

interface Answer<T> {
  data?: T | null | undefined;
  errors?: readonly Pick<GraphQLError, 'message' | 'extensions'>[] | undefined;
}

function read<T>({ data, errors = [] }: Answer<T>): InternalAnswer<T> {
  return {
    data: data ?? null,
    errors: errors.map(({ message, extensions }) => {
      const code: unknown = extensions?.code;
      return { message, code: typeof code === 'string' ? code : null };
    }),
  };
}
