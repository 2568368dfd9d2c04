import { z } from 'zod';
import { WhitelistError } from './error.js';
import { parseJson } from './jws.js';
import { instanceName, rootKey } from './schema.js';

const trust = z.strictObject({
  schema: z.literal(1),
  instance: instanceName,
  root: rootKey,
});

/** What a verifier is given once, by hand: the network's name and the public half of the offline root signing key. */
export type Trust = z.infer<typeof trust>;

/** @throws WhitelistError `TRUST` */
export function readTrust(bytes: Uint8Array, file: string): Trust {
  try {
    return trust.parse(parseJson(bytes, 'l’ancre de confiance'));
  } catch (cause) {
    throw new WhitelistError(
      'TRUST',
      `${file} n’est pas une ancre de confiance (instance et clé publique racine) : reprenez trust.json auprès de l’autorité.`,
      { cause },
    );
  }
}
