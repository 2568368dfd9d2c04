import type { ServerResponse } from 'node:http';
import type { EtatRegion } from '@inter-ror/region-state';

/** Streams that one gateway may hold: one for each of its processes. */
const STREAMS_PER_MEMBER = 16;
/** Gateways take silence for a region that they do not know any more. */
const BEAT_MS = 1_000;
/** Whoever does not read is cut, and comes back. */
const BACKLOG_BYTES = 16 * 1024;

/** The streams on which gateways follow a region (server-sent events). */
export class StateStreams {
  readonly #open = new Map<ServerResponse, string>();
  readonly #beat = setInterval(() => this.#send(': \n\n'), BEAT_MS).unref();

  /** @returns false when this member has too many */
  open(res: ServerResponse, member: string, etat: EtatRegion): boolean {
    if ([...this.#open.values()].filter((one) => one === member).length >= STREAMS_PER_MEMBER) return false;
    res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    this.#open.set(res, member);
    res.once('close', () => this.#open.delete(res));
    res.write(eventOf(etat));
    return true;
  }

  tell(etat: EtatRegion): void {
    this.#send(eventOf(etat));
  }

  close(): void {
    clearInterval(this.#beat);
    for (const res of this.#open.keys()) res.end();
  }

  #send(text: string): void {
    for (const res of this.#open.keys()) {
      if (res.writableLength > BACKLOG_BYTES) res.destroy();
      else res.write(text);
    }
  }
}

function eventOf(etat: EtatRegion): string {
  return `event: etat\ndata: ${JSON.stringify(etat)}\n\n`;
}
