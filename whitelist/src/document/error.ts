/** Codes of {@link WhitelistError}. */
export type WhitelistErrorCode =
  /** A file is missing or unreadable. */
  | 'FILE'
  /** The trust file is not one. */
  | 'TRUST'
  /** The persisted state, of a verifier or of the authority, is not the one expected. */
  | 'STATE'
  | 'SIZE'
  /** Not JSON, or not exactly the members of a signed list. */
  | 'FORMAT'
  /** Not the algorithm that the verifier fixes. */
  | 'ALGORITHM'
  /** The protected header carries a member that could redirect the verification. */
  | 'HEADER'
  | 'UNKNOWN_KEY'
  | 'SIGNATURE'
  | 'SCHEMA'
  | 'INSTANCE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'VALIDITY'
  | 'DUPLICATE_ID'
  | 'DUPLICATE_FINGERPRINT'
  | 'ROLLBACK'
  | 'EQUIVOCATION'
  | 'CHAIN_BREAK'
  | 'KEYS_ROLLBACK'
  /** This host's clock is behind what has been signed. */
  | 'CLOCK'
  /** The journal does not hold what signed lists vouch for. */
  | 'AUDIT'
  /** The authority refuses the operation asked for. */
  | 'REFUSED';

/** A refusal of the whitelist: what, where, and what to do. */
export class WhitelistError extends Error {
  override readonly name = 'WhitelistError';
  constructor(
    readonly code: WhitelistErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
