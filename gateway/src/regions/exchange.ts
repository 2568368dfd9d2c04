import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** What a region sent. */
export interface Sent {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

/** An answer larger than this isolates the region that sent it. */
export const BYTES_MAX = 32 * 1024 * 1024;

export class DeadlineError extends Error {}
/** The socket was closed before the answer began, as a kept-alive one may be just as it is used. */
export class StaleSocket extends Error {}
export class TooLargeError extends Error {}
/** What came is not HTTP. */
export class UnreadableError extends Error {}

const CLOSED = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/** One request to a region, from its first byte to the last of its answer; bounded in time and in size. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (sent: Sent) => void;
  readonly #reject: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #bytes = 0;
  #over = false;

  constructor(resolve: (sent: Sent) => void, reject: (error: Error) => void, timeoutMs: number) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => {
      const late = new DeadlineError();
      // A request without a socket yet reports its end only when the socket comes: the deadline does not wait for it.
      if (this.#controller === undefined) this.#fail(late);
      else this.#controller.abort(late);
    }, timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // The socket stays good for the next.
    if (this.#over) throw new DeadlineError();
    this.#controller = controller;
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > BYTES_MAX) controller.abort(new TooLargeError());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#end();
    const chunks = this.#chunks;
    const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, this.#bytes);
    this.#resolve({ status: this.#status, headers: this.#headers, bytes });
  }

  onResponseError(_controller: unknown, error: NodeJS.ErrnoException): void {
    if (this.#over) return;
    const { code = '' } = error;
    if (error instanceof DeadlineError || error instanceof TooLargeError) this.#fail(error);
    else if (isNotHttp(error)) this.#fail(new UnreadableError(error.message.split('\n')[0]));
    else if (this.#status !== 0) this.#fail(new Error('réponse coupée'));
    else this.#fail(CLOSED.has(code) ? new StaleSocket(error.message) : error);
  }

  #fail(error: Error): void {
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}

/** As undici says it: what its parser refuses, a status or an upgrade that nobody asked for, headers without end. */
function isNotHttp({ name, code = '', message }: NodeJS.ErrnoException): boolean {
  return (
    name === 'HTTPParserError' ||
    code === 'ERR_ASSERTION' ||
    code === 'UND_ERR_HEADERS_OVERFLOW' ||
    /^bad /.test(message)
  );
}
