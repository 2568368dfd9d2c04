import type { ServerResponse } from 'node:http';

const MAX_BACKLOG_BYTES = 64 * 1024;

/** The streams of heartbeats that are open (server-sent events). */
export class Streams {
  readonly #open = new Map<ServerResponse, { member: string; reader: string }>();

  countOf(member: string): number {
    return [...this.#open.values()].filter((one) => one.member === member).length;
  }

  has(member: string, reader: string): boolean {
    return [...this.#open.values()].some((one) => one.member === member && one.reader === reader);
  }

  /** Opens a stream with its first heartbeat. */
  open(res: ServerResponse, who: { member: string; reader: string }, heartbeat: string, onEnd: () => void): void {
    res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    this.#open.set(res, who);
    res.once('close', () => {
      this.#open.delete(res);
      onEnd();
    });
    send(res, heartbeat);
  }

  /** Sends a heartbeat to all; those who do not read are cut, and will come back. */
  broadcast(heartbeat: string): void {
    for (const res of this.#open.keys()) {
      if (res.writableLength > MAX_BACKLOG_BYTES) res.destroy();
      else send(res, heartbeat);
    }
  }

  close(): void {
    for (const res of this.#open.keys()) res.end();
  }
}

function send(res: ServerResponse, heartbeat: string): void {
  res.write(`event: heartbeat\ndata: ${heartbeat}\n\n`);
}
