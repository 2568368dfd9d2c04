import type { RequestHandler } from 'express';

const WINDOW_S = 60;

/** What the gateway is doing. */
export interface Charge {
  /** Requests being answered. */
  enCours: number;
  /** Over the last minute. */
  parMinute: number;
  /** Of which answered with an HTTP status of 400 or more. */
  refuseesParMinute: number;
}

/** Counts requests as they pass: sixty counters of one second each. */
export class Activity {
  #inFlight = 0;
  readonly #seconds = Array.from({ length: WINDOW_S }, () => ({ second: 0, answered: 0, refused: 0 }));

  readonly handler: RequestHandler = (_req, res, next) => {
    this.#inFlight++;
    res.once('close', () => {
      this.#inFlight--;
      this.#answered(res.statusCode, Date.now());
    });
    next();
  };

  charge(now = Date.now()): Charge {
    const from = Math.floor(now / 1_000) - WINDOW_S;
    const recent = this.#seconds.filter(({ second }) => second > from);
    return {
      enCours: this.#inFlight,
      parMinute: recent.reduce((n, { answered }) => n + answered, 0),
      refuseesParMinute: recent.reduce((n, { refused }) => n + refused, 0),
    };
  }

  #answered(status: number, now: number): void {
    const second = Math.floor(now / 1_000);
    const counter = this.#seconds[second % WINDOW_S]!;
    if (counter.second !== second) Object.assign(counter, { second, answered: 0, refused: 0 });
    counter.answered++;
    if (status >= 400) counter.refused++;
  }
}
