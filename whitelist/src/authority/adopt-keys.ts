import { writeAtomically } from '../files/index.js';
import { checkAdoptable, requestNextKey } from './key-succession.js';
import type { AuthorityFiles } from './layout.js';
import { publishNext } from './publish.js';
import { recordChange } from './record-change.js';
import type { AuthorityState } from './state.js';

/** Makes the next list signing key, and says so in the journal. @throws WhitelistError `REFUSED` */
export async function askNextKey(
  files: AuthorityFiles,
  state: AuthorityState,
  by: string | undefined,
): Promise<{ request: string; kid: string }> {
  const { request, kid } = await requestNextKey(files);
  recordChange(files, {
    by,
    action: 'key-next',
    target: state.instance,
    after: { signing: kid },
    docVersion: state.version,
    entries: state.entries,
  });
  return { request: JSON.stringify(request), kid };
}

/** Puts in force the key set that the root has signed, and publishes with its key. @throws WhitelistError */
export function adoptKeySet(
  files: AuthorityFiles,
  state: AuthorityState,
  signed: Uint8Array,
  by: string | undefined,
): { kid: string; version: number } {
  const { keySet, bytes, key, trust } = checkAdoptable(files, signed);
  const auditHead = recordChange(files, {
    by,
    action: 'key-adopt',
    target: state.instance,
    before: { signing: state.signingKid },
    after: { signing: key.kid, keys: keySet.version, root: trust.root.kid },
    docVersion: state.version + 1,
    entries: state.entries,
  });
  // In this order, what a crash leaves is completed by adopting again, then by publishing.
  writeAtomically(files.trust, JSON.stringify(trust, null, 2));
  writeAtomically(files.keys, bytes);
  return { kid: key.kid, version: publishNext(files, state, { auditHead }).version };
}
