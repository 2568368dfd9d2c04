export { type AnswerLogger, logAnswers } from './answer-log.js';
export { answerUnread, readBoundedBody, type UnreadBody } from './bounded-body.js';
export * from './compilation/index.js';
export type { PreparedDocument } from './document-cache.js';
export {
  type CheckedOperation,
  createGraphqlEndpoint,
  type ExecutedOperation,
  type GraphqlEndpointOptions,
  type OperationRequest,
  type ReadyAnswer,
} from './endpoint.js';
export type { TellAsker } from './event-answer.js';
export type { GraphiqlOptions } from './graphiql-page.js';
export {
  createInternalOperation,
  type InternalAnswer,
  type InternalOperation,
  type InternalOperationOptions,
} from './internal-operation.js';
export type { OnInternalError } from './mask-errors.js';
export { problem } from './problem.js';
export { limitExceeded } from './request-errors.js';
export {
  identityOfRequest,
  isRecorded,
  nextStep,
  type RequestIdentity,
  type TraceContext,
  traceHeaders,
} from './request-identity.js';
export { DEFAULT_LIMITS, type RequestLimits } from './request-limits.js';
export type { TracedStep, TraceSink } from './trace-sink.js';
