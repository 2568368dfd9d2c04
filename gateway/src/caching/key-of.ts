import { createHash } from 'node:crypto';

/** A key of one size for a text of any. */
export function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
