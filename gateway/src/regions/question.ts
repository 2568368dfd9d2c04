/** A question ready to send: its JSON is written once, for all the regions it goes to. */
export interface Question {
  /** Body of the request, JSON. */
  readonly text: string;
  readonly bytes: Buffer;
}

/**
 * @param query the document, or its JSON text when it was escaped once for all
 * @param variables those that are `undefined` are left out
 */
export function writeQuestion(query: string | { json: string }, variables: Record<string, unknown> = {}): Question {
  const document = typeof query === 'string' ? JSON.stringify(query) : query.json;
  const text = `{"query":${document},"variables":${JSON.stringify(variables)}}`;
  return { text, bytes: Buffer.from(text) };
}
