import { WhitelistError } from './error.js';
import type { Trust } from './trust.js';
import { type VerifiedList, verifyList } from './verify-list.js';

/**
 * Verifies a list as it was on the day it was issued: signatures, form and uniqueness, whatever the date today. For
 * history and export, never for admission.
 * @param former anchors of the network before a succession of its root, whose lists are history too
 * @throws WhitelistError
 */
export function verifyAsIssued(bytes: Uint8Array, trust: Trust, former: readonly Trust[] = []): VerifiedList {
  const now = issuedAt(bytes);
  const under = (anchor: Trust) => verifyList(bytes, anchor, undefined, now);
  try {
    return under(trust);
  } catch (error) {
    if (!(error instanceof WhitelistError) || error.code !== 'UNKNOWN_KEY') throw error;
    for (const anchor of former) {
      try {
        return under(anchor);
      } catch (other) {
        if (!(other instanceof WhitelistError) || other.code !== 'UNKNOWN_KEY') throw other;
      }
    }
    throw error;
  }
}

/** Read before anything is verified: it only chooses the instant of the verification that follows. */
function issuedAt(bytes: Uint8Array): number {
  try {
    const { list } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const { issuedAt } = JSON.parse(Buffer.from(list.payload, 'base64url').toString('utf8'));
    const at = Date.parse(issuedAt);
    return Number.isFinite(at) ? at : Date.now();
  } catch {
    return Date.now();
  }
}
