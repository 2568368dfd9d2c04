import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityOfRequest, traceHeaders } from '../src/index.js';

const named = (headers: IncomingMessage['headers']) => {
  const req = new IncomingMessage(new Socket());
  Object.assign(req.headers, headers);
  return identityOfRequest(req);
};
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const STEP = '00f067aa0ba902b7';
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

describe('The identity of a request', () => {
  it('goes on with the trace of the one who asks, as a step of its own', () => {
    const { trace } = named({ traceparent: `00-${TRACE}-${STEP}-01`, tracestate: 'a=1,b=2' });
    expect(trace).toMatchObject({ traceId: TRACE, parentId: STEP, flags: '01' });
    expect(traceHeaders(trace)).toEqual({ traceparent: `00-${TRACE}-${trace.spanId}-01`, tracestate: 'a=1,b=2' });
    expect(trace.spanId).not.toBe(STEP);
  });

  it('reads a version to come by what this one knows of it', () => {
    expect(named({ traceparent: `cc-${TRACE}-${STEP}-01-more` }).trace.traceId).toBe(TRACE);
  });

  it('is new when what came is not an identity, and never passes that on', () => {
    const wrong = [
      `ff-${TRACE}-${STEP}-01`,
      `00-${'0'.repeat(32)}-${STEP}-01`,
      `00-${TRACE}-${'0'.repeat(16)}-01`,
      `00-${TRACE.toUpperCase()}-${STEP}-01`,
      `00-${TRACE}-${STEP}-1`,
      `00-${TRACE}-${STEP}-01${'-x'.repeat(200)}`,
    ];
    for (const traceparent of wrong) {
      const { trace } = named({ traceparent, tracestate: 'a=1' });
      expect(trace.parentId, traceparent).toBeUndefined();
      expect(traceHeaders(trace).tracestate).toBeUndefined();
    }
    expect(named({ 'x-request-id': 'a b' }).id).toMatch(/^[0-9a-f-]{36}$/);
    expect(named({ 'x-request-id': 'x'.repeat(65) }).id).toMatch(/^[0-9a-f-]{36}$/);
    expect(named({ traceparent: `00-${TRACE}-${STEP}-01`, tracestate: 'x'.repeat(513) }).trace.state).toBeUndefined();
  });

  it('writes what it would read, whatever it received', () => {
    const received = fc.oneof(
      fc.string(),
      fc.tuple(digits(2), digits(32), digits(16), digits(2)).map((parts) => parts.join('-')),
    );
    fc.assert(
      fc.property(received, (traceparent) => {
        const { trace } = named({ traceparent });
        const next = named(traceHeaders(trace)).trace;
        expect([next.traceId, next.parentId, next.flags]).toEqual([trace.traceId, trace.spanId, trace.flags]);
      }),
    );
  });

  it('is the same each time it is asked', () => {
    const req = new IncomingMessage(new Socket());
    expect(identityOfRequest(req)).toBe(identityOfRequest(req));
  });
});
