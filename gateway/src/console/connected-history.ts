import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

/** How many connections were open at an instant. */
export interface Point {
  /** ISO 8601. */
  instant: string;
  ouverts: number;
  possibles: number;
}

const POINTS_MAX = 2_000;
const FILE_MAX = 512 * 1024;
/** A point without a change, so that a quiet week shows as one. */
const HEARTBEAT_MS = 15 * 60_000;

/**
 * The course of the share connected: a point at each change, and every quarter of an hour. Bounded; with a file, it
 * outlives the process.
 */
export class ConnectedHistory {
  readonly #file: string | undefined;
  readonly #points: Point[];
  readonly #onError: (error: Error) => void;

  /** @param onError told of a file that cannot be read or written: the course goes on in memory */
  constructor(file: string | undefined, onError: (error: Error) => void) {
    this.#file = file;
    this.#onError = onError;
    this.#points = file === undefined ? [] : readPoints(file, onError);
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  note(ouverts: number, possibles: number, now: number): void {
    const last = this.#points.at(-1);
    const same = last !== undefined && last.ouverts === ouverts && last.possibles === possibles;
    if (same && now - Date.parse(last.instant) < HEARTBEAT_MS) return;
    this.#points.push({ instant: new Date(now).toISOString(), ouverts, possibles });
    if (this.#points.length > POINTS_MAX) this.#points.shift();
    if (this.#file !== undefined) this.#write(this.#file);
  }

  #write(file: string): void {
    try {
      writeFileSync(`${file}.nouveau`, `${this.#points.map((p) => JSON.stringify(p)).join('\n')}\n`);
      renameSync(`${file}.nouveau`, file);
    } catch (e) {
      this.#onError(e as Error);
    }
  }
}

/** A line that is not a point is left out: a course with a hole is worth more than none. */
function readPoints(file: string, onError: (error: Error) => void): Point[] {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? FILE_MAX + 1) > FILE_MAX) return [];
    return readFileSync(file, 'utf8').split('\n').flatMap(pointOf).slice(-POINTS_MAX);
  } catch (e) {
    onError(e as Error);
    return [];
  }
}

function pointOf(line: string): Point[] {
  try {
    const { instant, ouverts, possibles } = JSON.parse(line) as Partial<Point>;
    const counts = [ouverts, possibles].every((n) => Number.isSafeInteger(n) && n! >= 0);
    return counts && Number.isFinite(Date.parse(String(instant)))
      ? [{ instant: new Date(String(instant)).toISOString(), ouverts: ouverts!, possibles: possibles! }]
      : [];
  } catch {
    return [];
  }
}
