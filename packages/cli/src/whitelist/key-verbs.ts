import { writeFileSync } from 'node:fs';
import { Authority, makeRootKey, readTrust, signKeySet } from '@inter-ror/whitelist';
import { actorOf, type By, checkFolderOf, type Dir, read } from './files.js';

/** Options of `whitelist key sign`. */
export interface SignOptions {
  trust: string;
  root: string;
  nextRoot?: string;
  out: string;
}

/** `inter-ror whitelist key next` */
export async function nextKey(o: Dir & By & { out: string }): Promise<void> {
  checkFolderOf(o.out);
  const authority = Authority.open(o.dir);
  const { request, kid } = await authority.nextKey({ by: actorOf(o) });
  writeFileSync(o.out, request);
  console.log(`Clé suivante : ${kid} (${authority.files.nextSigningKey}, qui ne quitte pas cet hôte).`);
  console.log(`Rien ne change encore. Portez ${o.out} là où est la racine : inter-ror whitelist key sign ${o.out} …`);
}

/** `inter-ror whitelist key sign` */
export function signKey(file: string, o: SignOptions): void {
  const nextRoot = o.nextRoot === undefined ? undefined : readTrust(read(o.nextRoot), o.nextRoot).root;
  const trust = readTrust(read(o.trust), o.trust);
  const { keySet, asked } = signKeySet({
    request: read(file),
    trust,
    rootKey: read(o.root).toString('utf8'),
    nextRoot,
  });
  writeFileSync(o.out, JSON.stringify(keySet));
  console.log(`Réseau ${asked.instance}, clés version ${asked.version} : ${asked.kid} signera seule les listes.`);
  if (nextRoot !== undefined) console.log(`Racine annoncée pour la suite : ${nextRoot.kid}.`);
  console.log(`Comparez cette clé à celle qu’a montrée « key next », puis rapportez ${o.out} : key adopt ${o.out}`);
}

/** `inter-ror whitelist key adopt` */
export async function adoptKeys(file: string, o: Dir & By): Promise<void> {
  const { kid, version } = await Authority.open(o.dir).adoptKeys(read(file), { by: actorOf(o) });
  console.log(`Les listes sont signées par ${kid} : liste version ${version}.`);
}

/** `inter-ror whitelist key root` */
export async function nextRootKey(o: { trust: string; key: string; out: string }): Promise<void> {
  checkFolderOf(o.key);
  checkFolderOf(o.out);
  const { trust, privateKey } = await makeRootKey(readTrust(read(o.trust), o.trust));
  writeFileSync(o.key, privateKey, { mode: 0o600, flag: 'wx' });
  writeFileSync(o.out, JSON.stringify(trust, null, 2));
  console.log(`Racine suivante : ${trust.root.kid}. Sa clé : ${o.key} (à garder hors ligne, à part de l’actuelle).`);
  console.log(`Annoncez-la par l’actuelle : inter-ror whitelist key sign DEMANDE --next-root ${o.out} …`);
}
