/** Body of an HTTP error: the form of a GraphQL error, so that clients read both alike. */
export function problem(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
