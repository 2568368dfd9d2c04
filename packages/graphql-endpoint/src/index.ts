export * from './compilation/index.js';
export type { PreparedDocument } from './document-cache.js';
export {
  createGraphqlEndpoint,
  type ExecutedOperation,
  type GraphqlEndpointOptions,
  type OperationRequest,
  type ReadyAnswer,
} from './endpoint.js';
export type { GraphiqlOptions } from './graphiql-page.js';
export type { OnInternalError } from './mask-errors.js';
export { CODE_ENDPOINT } from './request-errors.js';
export { DEFAULT_LIMITS, type RequestLimits } from './request-limits.js';
