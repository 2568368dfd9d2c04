import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** How a request is named in logs, and in the traces of those before and after us. */
export interface RequestIdentity {
  /** `X-Request-Id` when it is one, else made here. */
  readonly id: string;
  /** W3C trace context. */
  readonly trace: TraceContext;
}

/** One step of a trace, as https://www.w3.org/TR/trace-context/ names it. */
export interface TraceContext {
  /** 32 hexadecimal digits, the same along the whole trace. */
  readonly traceId: string;
  /** 16 hexadecimal digits: this step. */
  readonly spanId: string;
  /** The step that asked, when it said so. */
  readonly parentId: string | undefined;
  /** Two hexadecimal digits; odd when the trace is recorded. */
  readonly flags: string;
  /** `tracestate` as received, for the systems that read it. */
  readonly state: string | undefined;
}

const REQUEST_ID = /^[\w.-]{1,64}$/;
/** Any version but `ff`; versions to come may say more after the flags. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;
const NOTHING = /^0+$/;
const TRACEPARENT_MAX = 256;
const TRACESTATE_MAX = 512;

const known = new WeakMap<IncomingMessage, RequestIdentity>();

/**
 * Names a request, once: what its headers say when it can be read, else new identifiers.
 * @param begins whether a trace that begins here is recorded @default never
 */
export function identityOfRequest(req: IncomingMessage, begins: () => boolean = () => false): RequestIdentity {
  let identity = known.get(req);
  if (identity === undefined) {
    const given = req.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    identity = { id, trace: traceOf(req, begins) };
    known.set(req, identity);
  }
  return identity;
}

/** Headers by which a request made for another goes on with its trace. */
export function traceHeaders({ traceId, spanId, flags, state }: TraceContext): Record<string, string> {
  const traceparent = `00-${traceId}-${spanId}-${flags}`;
  return state === undefined ? { traceparent } : { traceparent, tracestate: state };
}

/** Whether those before us record this trace, or we do. */
export function isRecorded({ flags }: TraceContext): boolean {
  return (Number.parseInt(flags, 16) & 1) === 1;
}

/** The step of a request that is made for another. */
export function nextStep(trace: TraceContext): TraceContext {
  return { ...trace, spanId: randomBytes(8).toString('hex'), parentId: trace.spanId };
}

function traceOf({ headers }: IncomingMessage, begins: () => boolean): TraceContext {
  const { traceparent, tracestate } = headers;
  const readable = typeof traceparent === 'string' && traceparent.length <= TRACEPARENT_MAX;
  const [, traceId, parentId, flags] = (readable && TRACEPARENT.exec(traceparent)) || [];
  if (traceId === undefined || NOTHING.test(traceId) || NOTHING.test(parentId!)) {
    const made = randomBytes(24).toString('hex');
    const flags = begins() ? '01' : '00';
    return { traceId: made.slice(0, 32), spanId: made.slice(32), parentId: undefined, flags, state: undefined };
  }
  const state = typeof tracestate === 'string' && tracestate.length <= TRACESTATE_MAX ? tracestate : undefined;
  return { traceId, spanId: randomBytes(8).toString('hex'), parentId, flags: flags!, state };
}
