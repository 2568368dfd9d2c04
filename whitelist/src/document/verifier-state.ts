import { z } from 'zod';
import { WhitelistError } from './error.js';
import { parseJson } from './jws.js';
import { instanceName, type RootKey, rootKey } from './schema.js';
import type { Trust } from './trust.js';

const verifierState = z.object({
  schema: z.literal(1),
  instance: instanceName,
  keysVersion: z.int().min(1),
  keysDigest: z.string(),
  kid: z.string(),
  version: z.int().min(1),
  digest: z.string(),
  /** Which roots may sign the next key set, learned under an anchor: one given by hand later is obeyed instead. */
  roots: z.object({ anchor: z.string(), accepted: z.array(rootKey).min(1).max(2) }).optional(),
  /** When the last heartbeat accepted was issued, epoch milliseconds; 0 before the first. */
  heartbeatAt: z.int().min(0).default(0),
});

/** The last list accepted: what a verifier must remember, across restarts, to refuse an older or a second one. */
export type VerifierState = z.infer<typeof verifierState>;

/** @throws WhitelistError `STATE` */
export function readVerifierState(bytes: Uint8Array, file: string): VerifierState {
  try {
    return verifierState.parse(parseJson(bytes, 'l’état du vérificateur'));
  } catch (cause) {
    throw new WhitelistError(
      'STATE',
      `${file} ne contient pas l’état du vérificateur : sans lui un retour en arrière de la liste passerait inaperçu. ` +
        'Restaurez-le, ou supprimez-le après avoir comparé la version de la liste avec l’autorité.',
      { cause },
    );
  }
}

/** The roots whose key sets are accepted: that of the anchor, or those that the last key set accepted leaves. */
export function rootsAccepted({ root }: Trust, state: VerifierState | undefined): readonly RootKey[] {
  return state?.roots?.anchor === root.kid ? state.roots.accepted : [root];
}
