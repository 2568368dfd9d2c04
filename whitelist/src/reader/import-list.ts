import { existsSync } from 'node:fs';
import { readTrust, readVerifierState, type VerifiedList, verifyList } from '../document/index.js';
import { located, readBounded, writeAtomically } from '../files/index.js';

/**
 * Puts a list brought by hand where a reader takes it, once it is verified as the reader will: a list that is altered,
 * expired, of another network or older than the last one accepted never gets there.
 * @throws WhitelistError
 */
export function importWhitelist(o: {
  from: string;
  cacheFile: string;
  trustFile: string;
  stateFile?: string | undefined;
}): VerifiedList {
  const trust = readTrust(readBounded(o.trustFile, 'l’ancre de confiance'), o.trustFile);
  const state =
    o.stateFile !== undefined && existsSync(o.stateFile)
      ? readVerifierState(readBounded(o.stateFile, 'l’état du vérificateur'), o.stateFile)
      : undefined;
  const bytes = readBounded(o.from, 'la liste blanche');
  const verified = located(o.from, () => verifyList(bytes, trust, state));
  writeAtomically(o.cacheFile, bytes);
  return verified;
}
