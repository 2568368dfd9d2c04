import { z } from 'zod';
import { WhitelistError } from './error.js';
import { parseJson } from './jws.js';
import { instanceName } from './schema.js';

const verifierState = z.object({
  schema: z.literal(1),
  instance: instanceName,
  keysVersion: z.int().min(1),
  keysDigest: z.string(),
  kid: z.string(),
  version: z.int().min(1),
  digest: z.string(),
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
