/** No gateway answers: the message says which were tried, and why each failed. */
export class NationUnreachable extends Error {
  override name = 'NationUnreachable';
}
