import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import type { WhitelistState } from './freshness.js';

/** What a process knows of the list that it follows, at this instant: for a health page and for metrics. */
export interface TrustHealth {
  readonly instance: string;
  readonly version: number;
  readonly state: WhitelistState;
  /** Since when it is in this state, epoch milliseconds. */
  readonly since: number;
  /** Since the list in force was signed, milliseconds, 0 at least. */
  readonly ageMs: number;
  /** Until its end, milliseconds; negative once it has expired, tolerated or not. */
  readonly leftMs: number;
  /** Since the last good heartbeat, milliseconds; null before the first, and for a list that is only a file. */
  readonly heartbeatAgeMs: number | null;
  /** From the signature of the version in force to its application here, milliseconds; null for that of the start. */
  readonly applyMs: number | null;
  /** What fails at this instant and is tried again; the codes of `onError`'s errors say why. */
  readonly failing: readonly string[];
}

/** A followed whitelist, with how much it is worth. */
export interface FollowedWhitelist extends AdmissionSource {
  health(): TrustHealth;
  /**
   * Asks the publisher under another certificate from now on; a list that is only a file has nobody to ask.
   * @throws MutualTlsError `ERR_IDENTITY`
   */
  renew(identity: TlsIdentity): void;
}
