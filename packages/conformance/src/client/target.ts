import { X509Certificate } from 'node:crypto';

/** The server that is judged, and who asks. */
export interface Cible {
  /** Where searches v1 are sent, and the other flows unless told otherwise. */
  url: string;
  /** Where `TR_Lecture-*` is sent. @default url */
  urlLecture?: string;
  /** Where `TR-Notif-*` is sent. @default url */
  urlNotification?: string;
  /** Certificate and key of the client, PEM; mutual TLS when given. */
  cert?: string;
  key?: string;
  /** Authorities of the server, PEM. @default those of Node */
  ca?: string;
}

/**
 * The subject of a certificate as a distinguished name (RFC 2253), which a VIHF repeats as its issuer.
 * @throws Error when it is no certificate
 */
export function sujetDe(cert: string): string {
  return new X509Certificate(cert).subject.split('\n').reverse().join(',');
}
