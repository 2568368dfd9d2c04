import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  bilan,
  type Cible,
  essayer,
  FAMILLES,
  type Famille,
  junit,
  ligneDe,
  type ProfilVihf,
  pageDe,
  SCENARIOS,
} from '@inter-ror/conformance';
import { CommandFailure, EXIT, readPem } from '../output/index.js';

/** Options of `inter-ror conformance`, as typed. */
export interface ConformanceOptions {
  cert?: string;
  key?: string;
  ca?: string;
  lecture?: string;
  notification?: string;
  profil: string;
  region?: string;
  departement?: string;
  commune?: string;
  etablissement?: string[];
  seulement?: string[];
  json?: string;
  junit?: string;
  html?: string;
  lister?: boolean;
}

/** `inter-ror conformance --lister` */
export function listScenarios({ seulement }: ConformanceOptions): void {
  const asked = familiesOf(seulement);
  for (const [name, label] of Object.entries(FAMILLES) as [Famille, string][]) {
    const scenarios = SCENARIOS.filter(({ famille }) => famille === name);
    if (asked !== undefined && !asked.includes(name)) continue;
    console.log(`${name} : ${label} (${scenarios.length})`);
    for (const { id, titre, regle } of scenarios) console.log(`  ${id}  ${titre} [${regle}]`);
  }
}

/** `inter-ror conformance URL` @throws CommandFailure when some scenario fails, or when the demand is wrong */
export async function runConformance(url: string | undefined, o: ConformanceOptions): Promise<void> {
  if (url === undefined)
    throw misuse('il manque l’adresse du serveur : inter-ror conformance https://hôte:port/chemin');
  const families = familiesOf(o.seulement);
  const target = targetOf(url, o);
  for (const file of [o.json, o.junit, o.html]) {
    if (file !== undefined && !existsSync(dirname(file))) throw misuse(`${dirname(file)} : ce dossier n’existe pas`);
  }
  const run = await essayer({
    cible: target,
    profil: Number(o.profil) as ProfilVihf,
    ...(families === undefined ? {} : { familles: families }),
    ...(o.region === undefined ? {} : { region: o.region }),
    ...(o.departement === undefined ? {} : { departement: o.departement }),
    ...(o.commune === undefined ? {} : { commune: o.commune }),
    ...(o.etablissement === undefined ? {} : { etablissements: o.etablissement }),
    surVerdict: (verdict) => console.log(ligneDe(verdict)),
  });
  console.log(bilan(run));
  if (o.json !== undefined) writeFileSync(o.json, `${JSON.stringify(run, null, 2)}\n`);
  if (o.junit !== undefined) writeFileSync(o.junit, junit(run));
  if (o.html !== undefined) writeFileSync(o.html, pageDe(run));
  if (run.comptes.ECHEC > 0) throw new CommandFailure(`${run.comptes.ECHEC} scénario(s) en échec`);
}

function targetOf(url: string, o: ConformanceOptions): Cible {
  if ((o.cert === undefined) !== (o.key === undefined)) throw misuse('--cert et --key vont ensemble');
  for (const address of [url, o.lecture, o.notification]) {
    if (address !== undefined && !(URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))) {
      throw misuse(`${address} : donnez une adresse https://hôte:port/chemin`);
    }
  }
  const target = {
    url,
    ...(o.lecture === undefined ? {} : { urlLecture: o.lecture }),
    ...(o.notification === undefined ? {} : { urlNotification: o.notification }),
    ...(o.cert === undefined ? {} : { cert: readPem('--cert', o.cert).toString() }),
    ...(o.key === undefined ? {} : { key: readPem('--key', o.key).toString() }),
    ...(o.ca === undefined ? {} : { ca: readPem('--ca', o.ca).toString() }),
  };
  checkIdentity(target, o);
  const families = new Set([url, o.lecture ?? url, o.notification ?? url].map((address) => new URL(address).protocol));
  if (families.size > 1) throw misuse('les adresses sont toutes en https, ou toutes en http');
  return target;
}

/** Node would tell it in the middle of the run without the name of the file, or not at all (keys of two kinds). */
function checkIdentity({ cert, key }: Cible, o: ConformanceOptions): void {
  if (cert === undefined || key === undefined) return;
  const leaf = readAs(`--cert ${o.cert} : certificat`, () => new X509Certificate(cert));
  const own = readAs(`--key ${o.key} : clé`, () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(own)) {
    throw misuse(`--key ${o.key} : la clé n’est pas celle du certificat : donnez la clé qui a servi à sa demande`);
  }
}

function readAs<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw misuse(`${what} illisible : donnez le fichier PEM qui convient, sans mot de passe`);
  }
}

function familiesOf(names: readonly string[] | undefined): Famille[] | undefined {
  if (names === undefined) return undefined;
  const unknown = names.find((name) => !Object.hasOwn(FAMILLES, name));
  if (unknown !== undefined) {
    throw misuse(`--seulement ${unknown} : choisissez parmi ${Object.keys(FAMILLES).join(', ')}`);
  }
  return names as Famille[];
}

function misuse(message: string): CommandFailure {
  return new CommandFailure(message, EXIT.USAGE);
}
