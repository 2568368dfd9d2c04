import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { answerUnread } from './bounded-body.js';
import { createDocumentCache, type PreparedDocument } from './document-cache.js';
import type { TellAsker } from './event-answer.js';
import { createGraphiqlPage, type GraphiqlOptions, sendPage, wantsPage } from './graphiql-page.js';
import { createGraphqlHttp } from './graphql-over-http.js';
import { createErrorMask, type OnInternalError } from './mask-errors.js';
import { type BodyRefusal, readBody } from './read-body.js';
import { CODE_ENDPOINT } from './request-errors.js';
import { DEFAULT_LIMITS, type RequestLimits } from './request-limits.js';

/** One operation about to be executed: its document is valid, its variables are as received. */
export interface OperationRequest<Context> {
  prepared: PreparedDocument;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>> | undefined;
  context: Context;
}

/** One operation within bounds, before anything is done for it. */
export type CheckedOperation = Omit<OperationRequest<never>, 'context'>;

/** A whole GraphQL answer as JSON: text, or its UTF-8 bytes. */
export type ReadyAnswer = string | Buffer;

/** The operation of a document that was executed. */
export interface ExecutedOperation {
  document: DocumentNode;
  operationName: string | undefined;
}

export interface GraphqlEndpointOptions<Context> {
  schema: GraphQLSchema;
  /** Resolvers of the root fields, as methods; without it, the schema has its own. */
  rootValue?: object;
  /**
   * Value that resolvers receive as context, made for each operation.
   * An error thrown here is the answer: its text is kept when it has an `extensions.code`.
   * @param tell present when the asker accepts events, and `events` is true
   */
  context(req: IncomingMessage, tell?: TellAsker): Context | Promise<Context>;
  /** Whether an asker that accepts `text/event-stream` is told of what happens before its answer. @default false */
  events?: boolean;
  /**
   * Called before execution. A ready answer is sent as it is, with status 200;
   * `undefined` leaves the operation to graphql-js.
   */
  surRequete?(request: OperationRequest<Context>): ReadyAnswer | undefined | Promise<ReadyAnswer | undefined>;
  /**
   * Called once the document is known to be valid, before its context is made: an error thrown here, with an
   * `extensions.code`, is the answer.
   */
  check?(operation: CheckedOperation, req: IncomingMessage): void;
  /** Told of each request that is refused for a bound, or for introspection that is closed. */
  onRefusal?(req: IncomingMessage, code: string): void;
  /** `extensions` to add to an executed answer, from what its context learnt; `undefined` adds none. */
  extensions?(context: Context, operation: ExecutedOperation): Record<string, unknown> | undefined;
  /** Called once the body is read: what it returns is the answer, with status 403. */
  authorize?(req: IncomingMessage, body: string): { code: string; message: string } | undefined;
  limits?: Partial<RequestLimits>;
  /** @default true */
  introspection?: boolean;
  /** The page for a browser that opens the address; absent, there is none. */
  graphiql?: GraphiqlOptions;
  /** Memory for parsed documents, in bytes. 0 parses and validates each request. @default 16 MiB */
  documentCacheBytes?: number;
  onInternalError: OnInternalError;
}

const DEFAULT_DOCUMENT_CACHE_BYTES = 16 * 1024 * 1024;

/** GraphQL over HTTP (POST of JSON, GET of queries) at `/graphql`, as an express router. */
export function createGraphqlEndpoint<Context extends object>(options: GraphqlEndpointOptions<Context>): Router {
  const limits: RequestLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const prepare = createDocumentCache({
    schema: options.schema,
    limits,
    introspection: options.introspection ?? true,
    maxBytes: options.documentCacheBytes ?? DEFAULT_DOCUMENT_CACHE_BYTES,
  });
  const answer = createGraphqlHttp({ ...options, limits, prepare, mask: createErrorMask(options.onInternalError) });
  const page = options.graphiql && createGraphiqlPage(options.graphiql);
  const router = Router();

  router.all('/graphql', async (req, res) => {
    if (page && wantsPage(req)) {
      sendPage(res, await page());
      return;
    }
    const body = req.method === 'POST' ? await readBody(req, limits.bytes) : '';
    if (typeof body !== 'string') {
      if (body.status === 413) options.onRefusal?.(req, CODE_ENDPOINT.LIMITE_DEPASSEE);
      refuseBody(res, body);
      return;
    }
    const refusal = options.authorize?.(req, body);
    if (refusal === undefined) await answer(req, res, body);
    else {
      const { code, message } = refusal;
      res.status(403).json({ errors: [{ message, extensions: { code } }] });
    }
  });
  return router;
}

function refuseBody(res: ServerResponse, { status, error }: BodyRefusal): void {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  answerUnread(res, status, headers, JSON.stringify({ errors: [error] }));
}
