/**
 * Body of an HTTP error: the form of a GraphQL error, so that clients read both alike.
 * @param more what the error tells beside its code
 */
export function problem(code: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
  return { errors: [{ message, extensions: { code, ...more } }] };
}
