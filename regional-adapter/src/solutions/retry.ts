import { setTimeout } from 'node:timers/promises';
import { ErreurSolution } from './solution-error.js';

const ESSAIS = 3;
const PREMIERE_MS = 200;
const FACTEUR = 4;
const PAUSE_MAX_MS = 300_000;

/** Time before a new attempt after so many failures, ms: it grows, and varies so that adapters do not ask together. */
export function pauseApres(echecs: number, premiere = PREMIERE_MS, facteur = FACTEUR): number {
  const pause = Math.min(premiere * facteur ** (echecs - 1), PAUSE_MAX_MS);
  return Math.round(pause * (0.75 + Math.random() / 2));
}

/** Asks again what failed, three times in all; what would fail for every question is not asked again. */
export async function avecReprises<T>(demander: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let essai = 1; ; essai++) {
    try {
      return await demander();
    } catch (cause) {
      if (!(cause instanceof ErreurSolution) || cause.generale || essai === ESSAIS) throw cause;
      await setTimeout(pauseApres(essai), undefined, { signal });
    }
  }
}
