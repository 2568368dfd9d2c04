import type { IncomingMessage, ServerResponse } from 'node:http';

/** Tells whoever asked of something that happens before the answer. @param data what JSON can hold */
export type TellAsker = (event: string, data: unknown) => void;

const TYPE = 'text/event-stream';

/**
 * An answer as server-sent events, for those who accept it: what is told on the way, then the whole answer as `next`,
 * then `complete`, as GraphQL over SSE has it. While nothing was told, it is answered as any other.
 */
export class EventAnswer {
  readonly #res: ServerResponse;

  constructor(res: ServerResponse) {
    this.#res = res;
  }

  /** @returns undefined when the asker does not accept events */
  static of(req: IncomingMessage, res: ServerResponse): EventAnswer | undefined {
    return req.headers.accept?.includes(TYPE) ? new EventAnswer(res) : undefined;
  }

  get started(): boolean {
    return this.#res.headersSent;
  }

  readonly tell: TellAsker = (event, data) => {
    if (this.#res.writableEnded) return;
    if (!this.started) {
      this.#res.writeHead(200, {
        'content-type': `${TYPE}; charset=utf-8`,
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
    }
    this.#res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  /** @param answer JSON; what a region wrote on several lines stays so */
  end(answer: string | Buffer): void {
    const text = answer.toString().replace(/\r\n?|\n/g, '\ndata: ');
    this.#res.end(`event: next\ndata: ${text}\n\nevent: complete\ndata:\n\n`);
  }
}
