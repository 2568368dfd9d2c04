import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import {
  createHandler,
  type OperationContext,
  parseRequestParams,
  type RequestParams,
  type Response,
} from 'graphql-http';
import type { PrepareDocument } from './document-cache.js';
import type { CheckedOperation, ExecutedOperation, OperationRequest, ReadyAnswer } from './endpoint.js';
import { EventAnswer, type TellAsker } from './event-answer.js';
import { badRequest, CODE_ENDPOINT } from './request-errors.js';
import { checkVariables, type RequestLimits } from './request-limits.js';

interface GraphqlHttpOptions<Context> {
  schema: GraphQLSchema;
  rootValue?: object;
  prepare: PrepareDocument;
  limits: RequestLimits;
  mask: (error: unknown) => GraphQLError;
  context(req: IncomingMessage, tell?: TellAsker): Context | Promise<Context>;
  events?: boolean;
  surRequete?(request: OperationRequest<Context>): ReadyAnswer | undefined | Promise<ReadyAnswer | undefined>;
  check?(operation: CheckedOperation, req: IncomingMessage): void;
  onRefusal?(req: IncomingMessage, code: string): void;
  extensions?(context: Context, operation: ExecutedOperation): Record<string, unknown> | undefined;
}

/** What one exchange carries through graphql-http: a ready answer, when there is one. */
interface Exchange {
  ready?: ReadyAnswer;
  events: EventAnswer | undefined;
}

const REFUSALS: ReadonlySet<string> = new Set([CODE_ENDPOINT.LIMITE_DEPASSEE, CODE_ENDPOINT.INTROSPECTION_FERMEE]);

/** Text of the errors of graphql-http about the request itself, in the words of our users. */
const REQUEST_ERRORS: Record<string, string> = {
  'Missing body': 'Le corps de la requête est vide : envoyez un objet JSON avec « query ».',
  'Unparsable JSON body': "Le corps de la requête n'est pas du JSON.",
  'JSON body must be an object': 'Le corps de la requête doit être un objet JSON avec « query ».',
  'Unparsable URL': "Les paramètres de l'adresse (variables, extensions) ne sont pas du JSON.",
  'Missing query': 'Le document « query » est absent.',
  'Invalid query': 'Le document « query » doit être un texte.',
  'Invalid variables': 'Les « variables » doivent être un objet.',
  'Invalid operationName': 'Le nom « operationName » doit être un texte.',
  'Invalid extensions': 'Les « extensions » doivent être un objet.',
};

/** The body of an answer whose HTTP status refuses the request as such; graphql-http leaves it empty. */
function refusalOf(status: number, method: string): string | undefined {
  const why: Record<number, string> = {
    405:
      method === 'GET'
        ? 'Le contrat n’a pas de mutation : il se lit seulement.'
        : `Méthode ${method} refusée : demandez par POST d’un objet JSON, ou par GET.`,
    406: 'Aucun des types de « accept » ne peut être rendu : demandez application/json, ou application/graphql-response+json.',
    415: 'Type de corps refusé : envoyez du JSON en UTF-8, avec « content-type: application/json ».',
  };
  const message = why[status];
  return message && JSON.stringify({ errors: [badRequest(message)] });
}

/** Answers a request whose body is read, as the GraphQL over HTTP specification says. */
export function createGraphqlHttp<Context extends object>(
  options: GraphqlHttpOptions<Context>,
): (req: IncomingMessage, res: ServerResponse, body: string) => Promise<void> {
  const { schema, prepare, mask, surRequete } = options;
  const handle = createHandler<IncomingMessage, Exchange, OperationContext>({
    schema,
    rootValue: options.rootValue,
    formatError: mask,
    parseRequestParams: async (request) => {
      try {
        return await parseRequestParams(request);
      } catch (error) {
        throw new BadRequest(error as Error);
      }
    },
    onSubscribe: async ({ raw, context: exchange }, params) => {
      try {
        checkVariables(params.variables, options.limits);
        const prepared = prepare(params.query);
        if (!('document' in prepared)) {
          tellRefusal(raw, prepared);
          return prepared;
        }
        const operation = { prepared, ...operationOf(params) };
        options.check?.(operation, raw);
        const context = await options.context(raw, exchange.events?.tell);
        const ready = await surRequete?.({ ...operation, context });
        if (ready !== undefined) {
          exchange.ready = ready;
          return jsonResponse(raw);
        }
        return {
          schema,
          document: prepared.document,
          operationName: params.operationName,
          variableValues: params.variables,
          contextValue: context as unknown as OperationContext,
        };
      } catch (error) {
        const masked = [mask(error)];
        tellRefusal(raw, masked);
        return masked;
      }
    },
    onOperation: (_req, { contextValue, document, operationName }, result) => {
      if (contextValue === undefined || !('data' in result)) return;
      const extensions = options.extensions?.(contextValue as unknown as Context, {
        document,
        operationName: operationName ?? undefined,
      });
      if (extensions !== undefined) return { ...result, extensions: { ...result.extensions, ...extensions } };
    },
  });

  function tellRefusal(req: IncomingMessage, errors: readonly GraphQLError[]): void {
    const code = errors.map(({ extensions }) => String(extensions.code)).find((code) => REFUSALS.has(code));
    if (code !== undefined) options.onRefusal?.(req, code);
  }

  return async (req, res, body) => {
    const exchange: Exchange = { events: options.events ? EventAnswer.of(req, res) : undefined };
    const { url = '/', method = 'GET', headers } = req;
    const [text, init] = await handle({ url, method, headers, body, raw: req, context: exchange });
    const refused = refusalOf(init.status, method);
    const answer = refused ?? exchange.ready ?? text ?? '';
    if (exchange.events?.started) return exchange.events.end(answer);
    const type = refused === undefined ? undefined : { 'content-type': 'application/json; charset=utf-8' };
    res.writeHead(init.status, { ...init.headers, ...type, 'content-length': Buffer.byteLength(answer) });
    res.end(answer);
  };
}

/** graphql-http answers 400 to an Error that is not a GraphQLError. */
class BadRequest extends Error {
  readonly extensions = { code: CODE_ENDPOINT.REQUETE_INVALIDE };
  constructor(cause: Error) {
    super(REQUEST_ERRORS[cause.message] ?? cause.message);
  }
}

function operationOf(params: RequestParams): Pick<OperationRequest<never>, 'operationName' | 'variables'> {
  return { operationName: params.operationName ?? undefined, variables: params.variables ?? undefined };
}

/** Status and type of a ready answer; its text travels beside. */
function jsonResponse(req: IncomingMessage): Response {
  const accept = req.headers.accept;
  const type = accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8';
  return ['', { status: 200, statusText: 'OK', headers: { 'content-type': type } }];
}
