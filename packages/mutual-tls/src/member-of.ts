import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { Member } from './admission.js';

const members = new WeakMap<IncomingMessage | Http2ServerRequest, Member>();

export function setMember(req: IncomingMessage | Http2ServerRequest, member: Member): void {
  members.set(req, member);
}

/**
 * The member that sent this request, as the whitelist in force when it arrived describes it.
 * @throws Error when the request did not come through a mutual-TLS listener of this package
 */
export function memberOf(req: IncomingMessage | Http2ServerRequest): Member {
  const member = members.get(req);
  if (member === undefined) {
    throw new Error(
      'Cette requête n’est pas entrée par un écouteur TLS mutuel : servez ce gestionnaire par createMutualTlsServer.',
    );
  }
  return member;
}
