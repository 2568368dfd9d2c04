import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

const known = new WeakMap<TLSSocket, X509Certificate>();

/**
 * The certificate that the other end of a connection proved; undefined before the end of the handshake.
 * Node takes the server's certificate out of the chain as a client reads it, so that a second reading gives its
 * issuer or nothing (nodejs/node#65579): it is read here alone, once a socket.
 */
export function peerCertificate(socket: TLSSocket): X509Certificate | undefined {
  const read = known.get(socket) ?? socket.getPeerX509Certificate();
  if (read !== undefined) known.set(socket, read);
  return read;
}
