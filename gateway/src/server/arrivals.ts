import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

const arrivals = new WeakMap<IncomingMessage, number>();
/** Instant of the first request of this turn of the event loop. */
let turn: number | undefined;

/**
 * Notes when a request arrived: its headers, not the end of its body. Requests found in the same turn of the event
 * loop were all there when it began, however long those before them then take.
 */
export const noteArrival: RequestHandler = (req, _res, next) => {
  if (turn === undefined) {
    turn = performance.now();
    setImmediate(() => {
      turn = undefined;
    });
  }
  arrivals.set(req, turn);
  next();
};

/** Instant at which a request arrived, on the clock of `performance.now()`. */
export function arrivalOf(req: IncomingMessage): number {
  return arrivals.get(req) ?? performance.now();
}
