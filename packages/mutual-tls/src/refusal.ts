/** Why a connection or a request was refused. */
export type RefusalReason =
  /** The TLS handshake failed; `detail` holds OpenSSL's reason (`CERT_HAS_EXPIRED`, `INVALID_PURPOSE`…). */
  | 'TLS'
  /** The session was resumed: its certificate was not verified again. */
  | 'RESUMED'
  | 'NOT_LISTED'
  /** Listed, but as a server. */
  | 'WRONG_USE'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'LIST_EXPIRED'
  /** Listed, but of a kind that this listener does not serve. */
  | 'ROLE'
  | 'TOO_MANY_CONNECTIONS'
  /** Named by a CRL in force. */
  | 'REVOKED'
  /** A declared reverse proxy gave no certificate of its client, or none that our authorities vouch for. */
  | 'PROXY'
  /** An HTTP/2 session that opens streams to cancel them. */
  | 'HTTP2_ABUSE';

/** A refusal, for the log, the metrics and the audit trail. The caller limits its rate. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly at: number;
  readonly remoteAddress: string;
  readonly fingerprint: string | null;
  readonly memberId: string | null;
  readonly detail: string | null;
}
