import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  type FlattenedJws,
  flattenedJws,
  instanceName,
  KEY_SET_TYPE,
  type KeySetDocument,
  parseJson,
  publicJwk,
  type RootKey,
  readTrust,
  signJws,
  type Trust,
  verifyJws,
  verifyKeySet,
  WhitelistError,
} from '../document/index.js';
import { writeAtomically } from '../files/index.js';
import { makeSigningKey } from './keys.js';
import type { AuthorityFiles } from './layout.js';
import { heldSigningKey, keySetIn, type SigningKey, signingKeyOf } from './signing-key.js';

const REQUEST_TYPE = 'whitelist-key-request+jws';

const request = z.strictObject({
  schema: z.literal(1),
  instance: instanceName,
  /** Version of the key set that is asked for. */
  version: z.int().min(2),
  kid: z.string().min(1).max(64),
  jwk: publicJwk,
});
export type KeyRequest = z.infer<typeof request>;

/**
 * Makes the next list signing key beside the one in force, and the request to be carried to the root, signed by the new
 * key itself. Asked again before the root's answer is adopted, it gives the request of the same key.
 * @throws WhitelistError `REFUSED` when the next key is in force already, and a crash left it in its former place
 */
export async function requestNextKey(files: AuthorityFiles): Promise<{ request: FlattenedJws; kid: string }> {
  const { instance, version, keys } = keySetIn(files);
  const { nextSigningKey: file } = files;
  const made = existsSync(file) ? signingKeyOf(readFileSync(file, 'utf8'), file) : await makeSigningKey();
  const { kid, jwk, privateKey } = made;
  if (keys.some((one) => one.kid === kid)) {
    throw new WhitelistError('REFUSED', `${file} est déjà la clé en vigueur : publiez d’abord (publish).`);
  }
  const wish: KeyRequest = { schema: 1, instance, version: version + 1, kid, jwk };
  writeAtomically(file, privateKey, 0o600);
  return { request: signJws(Buffer.from(JSON.stringify(wish)), REQUEST_TYPE, kid, privateKey), kid };
}

export interface RootSignature {
  /** What {@link requestNextKey} gave. */
  readonly request: Uint8Array;
  readonly trust: Trust;
  /** The root signing key, PEM. */
  readonly rootKey: string;
  /** Root that may sign the key sets that follow, for a succession of the root itself. */
  readonly nextRoot?: RootKey | undefined;
}

/**
 * Signs, with the offline root, the key set asked for: the new key alone signs lists from then on.
 * @throws WhitelistError `REFUSED`: another network, a request that its own key did not sign, another root than the anchor's
 */
export function signKeySet(o: RootSignature): { keySet: FlattenedJws; asked: KeyRequest } {
  const root = signingKeyOf(o.rootKey, 'la clé racine');
  if (root.kid !== o.trust.root.kid) {
    throw new WhitelistError(
      'REFUSED',
      `La clé donnée (${root.kid}) n’est pas la racine de cette ancre (${o.trust.root.kid}) : les membres refuseraient sa signature.`,
    );
  }
  const asked = readRequest(o.request);
  if (asked.instance !== o.trust.instance) {
    throw new WhitelistError('REFUSED', `Demande du réseau « ${asked.instance} », « ${o.trust.instance} » attendu.`);
  }
  const document: KeySetDocument = {
    schema: 1,
    instance: asked.instance,
    version: asked.version,
    issuedAt: new Date().toISOString(),
    keys: [{ kid: asked.kid, jwk: asked.jwk }],
    ...(o.nextRoot === undefined ? {} : { nextRoot: o.nextRoot }),
  };
  const keySet = signJws(Buffer.from(JSON.stringify(document)), KEY_SET_TYPE, root.kid, root.privateKey);
  return { keySet, asked };
}

/** Another root signing key for a network, and the anchor to be given to who joins once it is in force. */
export async function makeRootKey(trust: Trust): Promise<{ trust: Trust; privateKey: string }> {
  const { kid, jwk, privateKey } = await makeSigningKey();
  return { trust: { ...trust, root: { kid, jwk } }, privateKey };
}

/** A key set that the authority may publish, and the anchor that goes with it. */
export interface Adoptable {
  readonly keySet: KeySetDocument;
  readonly bytes: Uint8Array;
  readonly key: SigningKey;
  readonly trust: Trust;
}

/**
 * What the root has signed, once verified as every member will: by the root of the anchor, or by the one that the key set
 * in force announces; newer than it; with a key that this folder holds.
 * @throws WhitelistError
 */
export function checkAdoptable(files: AuthorityFiles, bytes: Uint8Array): Adoptable {
  const trust = readTrust(readFileSync(files.trust), files.trust);
  const current = keySetIn(files);
  const signed = readJws(bytes, 'la liste des clés');
  const roots = [trust.root, ...(current.nextRoot === undefined ? [] : [current.nextRoot])];
  const { keySet, root } = verifyKeySet(signed, roots);
  if (keySet.instance !== trust.instance) {
    throw new WhitelistError('INSTANCE', `Clés du réseau « ${keySet.instance} », « ${trust.instance} » attendu.`);
  }
  if (keySet.version <= current.version) {
    throw new WhitelistError(
      'KEYS_ROLLBACK',
      `Liste des clés version ${keySet.version}, alors que la ${current.version} est en vigueur : demandez la suivante (key next), puis faites-la signer.`,
    );
  }
  const key = heldSigningKey(
    files,
    keySet.keys.map(({ kid }) => kid),
  );
  if (key === undefined) {
    throw new WhitelistError('REFUSED', 'Aucune clé de ce dossier n’est dans la liste signée par la racine.');
  }
  return { keySet, bytes, key, trust: { ...trust, root } };
}

/** @throws WhitelistError `FORMAT`, `SIGNATURE`, `SCHEMA`… */
function readRequest(bytes: Uint8Array): KeyRequest {
  const jws = readJws(bytes, 'la demande');
  const unverified = request.safeParse(parseJson(Buffer.from(jws.payload, 'base64url'), 'la demande'));
  if (!unverified.success) throw new WhitelistError('FORMAT', 'Ce fichier n’est pas une demande de clé (key next).');
  const { kid, jwk } = unverified.data;
  verifyJws(jws, REQUEST_TYPE, (id) => (id === kid ? jwk : undefined));
  return unverified.data;
}

function readJws(bytes: Uint8Array, what: string): FlattenedJws {
  const jws = flattenedJws.safeParse(parseJson(bytes, what));
  if (jws.success) return jws.data;
  throw new WhitelistError('FORMAT', `Le contenu de ${what} n’est pas un JWS aplati.`);
}
