import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Member } from './admission.js';
import { peerCertificate } from './peer-certificate.js';

/** Nothing outside this file can name them. Kept by the request itself: a weak map costs more at each collection. */
const MEMBER = Symbol('member');
const FORWARDED = Symbol('certificate');
type Marked = { [MEMBER]?: Member; [FORWARDED]?: X509Certificate };

/** @param forwarded the certificate of the client, when a declared reverse proxy holds the socket */
export function setMember(
  req: IncomingMessage | Http2ServerRequest,
  member: Member,
  forwarded?: X509Certificate | undefined,
): void {
  (req as Marked)[MEMBER] = member;
  if (forwarded !== undefined) (req as Marked)[FORWARDED] = forwarded;
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

/**
 * Subject of the certificate under which this request was admitted, one part of the name a line, escaped as RFC 2253
 * does: that of the socket, or the one that a declared reverse proxy forwards.
 * @throws Error when the request did not come through a mutual-TLS listener of this package
 */
export function subjectOf(req: IncomingMessage | Http2ServerRequest): string {
  memberOf(req);
  const certificate = (req as Marked)[FORWARDED] ?? peerCertificate(req.socket as TLSSocket);
  return certificate?.subject ?? '';
}
