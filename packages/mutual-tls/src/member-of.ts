import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { Member } from './admission.js';

/** Nothing outside this file can name it. Kept by the request itself: a weak map costs more at each collection. */
const MEMBER = Symbol('member');
type Marked = { [MEMBER]?: Member };

export function setMember(req: IncomingMessage | Http2ServerRequest, member: Member): void {
  (req as Marked)[MEMBER] = member;
}

/**
 * The member that sent this request, as the whitelist in force when it arrived describes it.
 * @throws Error when the request did not come through a mutual-TLS listener of this package
 */
export function memberOf(req: IncomingMessage | Http2ServerRequest): Member {
  const member = (req as Marked)[MEMBER];
  if (member === undefined) {
    throw new Error(
      'Cette requête n’est pas entrée par un écouteur TLS mutuel : servez ce gestionnaire par createMutualTlsServer.',
    );
  }
  return member;
}
