import { StringDecoder } from 'node:string_decoder';

/** Reads server-sent events as they come: the answer is the event `next`, the others are told. */
export class EventReader {
  readonly #onEvent: (event: string, data: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  #parts: string[] = [];
  /** JSON of the answer, once it has come. */
  answer: string | undefined;

  constructor(onEvent: (event: string, data: string) => void) {
    this.#onEvent = onEvent;
  }

  /** @throws SyntaxError when an event told cannot be read */
  read(chunk: Buffer): void {
    const text = this.#decoder.write(chunk);
    this.#parts.push(text);
    // The answer may be long: it is joined once, when an end of event is there.
    if (!text.includes('\n')) return;
    const events = this.#parts.join('').split('\n\n');
    this.#parts = [events.pop()!];
    for (const event of events) this.#take(event);
  }

  #take(text: string): void {
    const [head = '', ...lines] = text.split('\n');
    const event = head.replace(/^event: ?/, '');
    const data = lines.map((line) => line.replace(/^data: ?/, '')).join('\n');
    if (event === 'next') this.answer = data;
    else this.#onEvent(event, data);
  }
}
