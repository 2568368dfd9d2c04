/** What the compiled path does not answer: graphql-js takes the request, and says what is wrong if something is. */
export class Inhabituel extends Error {
  override readonly name = 'Inhabituel';
}
