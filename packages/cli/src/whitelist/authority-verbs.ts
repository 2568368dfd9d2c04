import { writeFileSync } from 'node:fs';
import { Authority, makeKeyAndCsr, readAcks, readTrust, type StoredEntry } from '@inter-ror/whitelist';
import { CommandFailure, EXIT } from '../output/index.js';
import { actorOf, type By, checkFolderOf, type Dir, read } from './files.js';
import { tellAcks } from './tell-acks.js';

/** A request, or certificates made elsewhere with their authorities. */
interface Identity {
  csr?: string;
  cert: string[];
  ca?: string;
}

/** Options of `whitelist enroll`. */
export interface EnrollOptions extends Dir, Identity {
  by: string;
  kind: 'region' | 'consumer' | 'gateway' | 'authority';
  label: string;
  org: string;
  region: string[];
  profile?: number;
  perimeter: string[];
  endpoint: string[];
  contact: string;
}

/** Options of `whitelist rotate`. */
export interface RotateOptions extends Dir, By, Identity {
  activate?: boolean;
  force?: boolean;
  out?: string;
}

/** Options of `whitelist revoke`. */
export interface RevokeOptions extends Dir, By {
  reason: string;
  fp?: string;
  wait?: number;
}

/** `inter-ror whitelist init` */
export async function initAuthority(o: Dir & By & { instance: string }): Promise<void> {
  const { files } = await Authority.init({ dir: o.dir, instance: o.instance, by: actorOf(o) });
  console.log(`Autorité créée dans ${o.dir}. Sa racine : ${readTrust(read(files.trust), files.trust).root.kid}`);
  console.log(`À déplacer hors ligne : ${files.offline}`);
  console.log(`À donner à chaque membre : ${files.ca}, ${files.trust} et la liste ${files.list}`);
}

export interface CsrOptions {
  nom: string;
  organisation: string;
  key: string;
  out: string;
  ec?: boolean;
}

/** `inter-ror whitelist csr` */
export async function makeCsr(o: CsrOptions): Promise<void> {
  checkFolderOf(o.key);
  checkFolderOf(o.out);
  const made = await makeKeyAndCsr({ commonName: o.nom, organisation: o.organisation, type: o.ec ? 'EC' : 'RSA' });
  writeNewKey(o.key, made.key);
  writeFileSync(o.out, made.csr);
  console.log(`Clé privée : ${o.key} (ne quitte pas ce poste). Demande : ${o.out} (à envoyer à l’autorité).`);
}

function writeNewKey(file: string, key: string): void {
  try {
    writeFileSync(file, key, { mode: 0o600, flag: 'wx' });
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
    throw new CommandFailure(`${file} existe déjà : une clé n’est jamais écrasée. Donnez un autre nom à --key.`);
  }
}

/** `inter-ror whitelist enroll` */
export async function enroll(o: EnrollOptions): Promise<void> {
  const { dir, by, kind, label, org, region, profile = null, perimeter, endpoint, contact } = o;
  const entry = await Authority.open(dir).enroll({
    ...identityOf(o),
    by,
    kind,
    label,
    org,
    regionCodes: region,
    profile,
    perimeter,
    endpoints: endpoint,
    contact,
  });
  console.log(`Demande enregistrée : ${entry.id} (en attente).`);
  if (entry.replaces !== null) console.log(`Elle remplace « ${entry.replaces} », qui attendait avec la même clé.`);
  for (const line of grants(entry)) console.log(line);
  console.log(`Ensuite, par une autre personne : inter-ror whitelist approve ${entry.id} --dir ${dir} --by NOM`);
}

/** What the entry will allow, so that an omission is seen before it is approved. */
function grants({ kind, profile, perimeter, endpoints }: StoredEntry): string[] {
  if (kind === 'authority') return [];
  const lines: string[] = [];
  if (kind === 'region' && endpoints.length === 0)
    lines.push('Attention, sans --endpoint : la passerelle ne pourra pas l’interroger, et la dira « SANS_ADRESSE ».');
  if (profile === null) lines.push('Attention, sans --profile : il ne pourra poser aucune question.');
  if (perimeter.length === 0)
    lines.push('Attention, sans --perimeter : il ne verra aucune région (« * » pour le pays).');
  if (lines.length > 0) return lines;
  return [
    `Il pourra chercher avec le profil ${profile}, ${perimeter.includes('*') ? 'dans tout le pays' : `en ${perimeter.join(', ')}`}.`,
  ];
}

/** `inter-ror whitelist approve` */
export async function approve(id: string, o: Dir & { by: string; out?: string }): Promise<void> {
  checkFolderOf(o.out);
  const authority = Authority.open(o.dir);
  const { certificate, entry, version } = await authority.approve(id, o.by);
  if (o.out !== undefined) writeFileSync(o.out, certificate);
  console.log(`${id} est inscrit : liste version ${version}. Certificat : ${o.out ?? authority.files.certificate(id)}`);
  if (entry.external !== null) console.log(`Son autorité est dans ${authority.files.ca} : redonnez-le aux membres.`);
}

/** `inter-ror whitelist rotate` */
export async function rotate(id: string, o: RotateOptions): Promise<void> {
  checkFolderOf(o.out);
  const authority = Authority.open(o.dir);
  const by = actorOf(o);
  if (o.activate) {
    const seen = seenIn(o.dir);
    const { entry, version } = await authority.activate(id, { ...seen, force: o.force ?? false, by });
    console.log(`${id} : ${fingerprints(entry)} seul en vigueur, liste version ${version}.`);
    return;
  }
  const { certificate, entry, version } = await authority.rotate(id, identityOf(o), by);
  if (o.out !== undefined) writeFileSync(o.out, certificate);
  console.log(`${id} : ${fingerprints(entry)}, liste version ${version}.`);
  console.log(`Certificat suivant : ${o.out ?? authority.files.nextCertificate(id)}`);
  console.log(`Une fois installé chez le membre : inter-ror whitelist rotate ${id} --activate --dir ${o.dir}`);
}

/** `inter-ror whitelist suspend` */
export async function suspend(id: string, o: Dir & By & { reason: string }): Promise<void> {
  const { version } = await Authority.open(o.dir).suspend(id, o.reason, actorOf(o));
  console.log(`${id} est suspendu : liste version ${version}.`);
  warnWithoutPublisher(o.dir);
}

/** `inter-ror whitelist resume` */
export async function resume(id: string, o: Dir & By): Promise<void> {
  const { version } = await Authority.open(o.dir).resume(id, actorOf(o));
  console.log(`${id} est de nouveau actif : liste version ${version}.`);
}

/** `inter-ror whitelist revoke` */
export async function revoke(id: string | undefined, o: RevokeOptions): Promise<void> {
  if ((id === undefined) === (o.fp === undefined)) {
    throw new CommandFailure('Donnez un membre, ou une empreinte (--fp), l’un des deux.', EXIT.USAGE);
  }
  const authority = Authority.open(o.dir);
  const by = actorOf(o);
  const { entry, version, digest } =
    o.fp === undefined
      ? await authority.revoke(id!, o.reason, by)
      : await authority.revokeCertificate(o.fp, o.reason, by);
  if (entry.status === 'revoked') {
    console.log(`${entry.id} est révoqué : liste version ${version}.`);
    if (entry.kind === 'authority') warnWithoutPublisher(o.dir);
  } else console.log(`${entry.id} garde ${fingerprints(entry)} : liste version ${version}.`);
  if (o.wait !== undefined) await tellAcks(o.dir, { version, digest }, entry.id, o.wait);
}

/** Without a publisher in the list, its readers know nobody to ask for the next one. */
function warnWithoutPublisher(dir: string): void {
  const publishers = Authority.open(dir)
    .list()
    .filter(({ kind }) => kind === 'authority');
  if (publishers.length === 0 || publishers.some(({ status }) => status === 'active')) return;
  console.log(
    'Attention : la liste ne porte plus de serveur de publication actif. Les membres ne recevront plus de liste, et fermeront ' +
      'au terme de celle-ci : inscrivez-en un autre, puis portez-leur la liste (whitelist import).',
  );
}

/** `inter-ror whitelist endpoint` */
export async function setEndpoints(id: string, urls: string[], o: Dir & By): Promise<void> {
  const entry = await Authority.open(o.dir).setEndpoints(id, urls, actorOf(o));
  console.log(`${id} : ${entry.endpoints.join(', ')}`);
}

/** `inter-ror whitelist publish` */
export async function publish(o: Dir & By): Promise<void> {
  const { version } = await Authority.open(o.dir).publish({ by: actorOf(o) });
  console.log(`Liste version ${version} publiée.`);
}

/** `inter-ror whitelist restore` */
export async function restore(o: Dir & { by: string; list: string[] }): Promise<void> {
  const { from, version, entries, lost, aside, journal } = await Authority.restore(o.dir, {
    by: o.by,
    lists: o.list.map(read),
  });
  console.log(`État refait d’après la liste version ${from} : ${entries} entrée(s). Liste version ${version} publiée.`);
  if (journal !== null) console.log(`Journal repris à zéro, car l’ancien ne tenait pas (${journal}).`);
  if (lost.length > 0) console.log(`Demandes en attente perdues, à inscrire de nouveau : ${lost.join(', ')}.`);
  console.log(`Ce qui a été écarté est dans ${aside}.`);
}

/** Fingerprints with which members have acknowledged a list, and those with which they listen at this instant. */
export function seenIn(dir: string): { seen: Set<string>; inUse: Set<string> } {
  const told = readAcks(dir).flatMap(({ fingerprint, connected }) => (fingerprint ? [{ fingerprint, connected }] : []));
  return {
    seen: new Set(told.map(({ fingerprint }) => fingerprint)),
    inUse: new Set(told.filter(({ connected }) => connected).map(({ fingerprint }) => fingerprint)),
  };
}

function identityOf({ csr, cert, ca }: Identity): { csr?: string; certificates?: string[]; ca?: string } {
  if ((csr === undefined) === (cert.length === 0)) {
    throw new CommandFailure('Donnez une demande (--csr) ou un certificat (--cert), l’un des deux.', EXIT.USAGE);
  }
  return {
    ...(csr === undefined ? {} : { csr: read(csr).toString('utf8') }),
    ...(cert.length === 0 ? {} : { certificates: cert.map((file) => read(file).toString('utf8')) }),
    ...(ca === undefined ? {} : { ca: read(ca).toString('utf8') }),
  };
}

function fingerprints({ certs }: StoredEntry): string {
  return certs
    .map(({ sha256, slot }) => `${sha256.slice(0, 16)}… (${slot === 'next' ? 'suivant' : 'actuel'})`)
    .join(', ');
}
