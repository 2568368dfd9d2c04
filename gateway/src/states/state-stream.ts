import { type EtatRegion, lireEtat, STATE_BYTES_MAX, STATE_PATHS } from '@inter-ror/region-state';
import type { RegionClient } from '../regions/index.js';

/** A region beats every second: one that is silent for this long is not known any more. */
const SILENCE_MS = 4_000;
const READ_MS = 200;

/**
 * Listens to the states that a region pushes, until the stream ends or is silent.
 * @param onBeat told of each sign of life
 * @param stream aborted to end it
 * @throws Error that says how it ended
 */
export async function listenToStates(
  region: RegionClient,
  { onState, onBeat }: { onState(etat: EtatRegion): void; onBeat(): void },
  stream: AbortController,
): Promise<never> {
  let timer: NodeJS.Timeout | undefined;
  const alive = () => {
    clearTimeout(timer);
    // What came while this process was busy is read before the silence is believed.
    timer = setTimeout(() => {
      timer = setTimeout(() => stream.abort(new Error(`flux muet depuis ${SILENCE_MS / 1_000} s`)), READ_MS);
    }, SILENCE_MS);
  };
  alive();
  try {
    const res = await region.open(STATE_PATHS.flux, { accept: 'text/event-stream' }, stream.signal);
    if (res.statusCode !== 200) {
      res.destroy();
      throw new Error(`HTTP ${res.statusCode}`);
    }
    let pending = '';
    for await (const text of res.setEncoding('utf8') as AsyncIterable<string>) {
      alive();
      const events = (pending + text).split('\n\n');
      pending = events.pop()!;
      if (pending.length > STATE_BYTES_MAX) throw new Error(`événement de plus de ${STATE_BYTES_MAX} caractères`);
      for (const event of events) {
        const data = /^event: etat\ndata: (.+)$/.exec(event)?.[1];
        if (data !== undefined) onState(lireEtat(data));
      }
      onBeat();
    }
    throw new Error('flux terminé');
  } finally {
    clearTimeout(timer);
  }
}
