import { Command, InvalidArgumentError, Option } from 'commander';
import type {
  By,
  Dir,
  EnrollOptions,
  HttpsAccess,
  RevokeOptions,
  RotateOptions,
  SignOptions,
} from '../whitelist/index.js';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, j: 86_400_000 };

const verbs = () => import('../whitelist/index.js');
const dir = () => new Option('-d, --dir <dossier>', 'dossier de l’autorité').makeOptionMandatory();
const by = () => new Option('--by <nom>', 'qui agit, pour le journal (par défaut : le compte de cet hôte)');
const reason = () => new Option('--reason <texte>', 'raison').makeOptionMandatory();
const certs = () =>
  new Option('--cert <fichier>', 'certificat d’une autre autorité, tel quel (répétable : client, puis serveur)')
    .argParser((file: string, before: string[]) => [...before, file])
    .default([] as string[], 'aucun');
const lists = (text: string) =>
  new Option('--list <fichier>', `${text} (répétable)`)
    .argParser((file: string, before: string[]) => [...before, file])
    .default([] as string[], 'aucune');
const authorities = () => new Option('--ca <fichier>', 'autorités du certificat donné par --cert, PEM');
const delay = (flags: string, text: string) => new Option(flags, text).argParser(duration);
const example = (...lines: string[]) =>
  [
    'after',
    `\nExemple${lines.length > 1 ? 's' : ''} :\n${lines.map((line) => `  inter-ror whitelist ${line}`).join('\n')}`,
  ] as const;

/** The authority: who may speak to whom. */
export function whitelistCommand(): Command {
  const whitelist = new Command('whitelist')
    .description('la liste blanche : qui peut parler à qui')
    .addHelpText(...example('init --dir autorite --instance TEST', 'list --dir autorite', 'doctor --dir autorite'));
  for (const add of [founding, members, certificates, keys, list, inspection, audit]) add(whitelist);
  return whitelist;
}

function founding(whitelist: Command): void {
  whitelist
    .command('init')
    .description('crée l’autorité : racine, intermédiaire, clé de signature, liste vide')
    .addOption(dir())
    .requiredOption('--instance <nom>', 'nom du réseau, par exemple PROD')
    .addOption(by())
    .addHelpText(...example('init --dir autorite --instance TEST'))
    .action(async (o: Dir & By & { instance: string }) => (await verbs()).initAuthority(o));
  whitelist
    .command('csr')
    .description('crée une clé privée et une demande de certificat (chez le membre)')
    .requiredOption('--nom <nom>', 'nom du membre')
    .requiredOption('--organisation <nom>', 'organisation')
    .requiredOption('--key <fichier>', 'clé privée à écrire')
    .requiredOption('--out <fichier>', 'demande à écrire, à envoyer à l’autorité')
    .addHelpText(
      ...example('csr --nom "ROR Bretagne" --organisation "GRADeS Bretagne" --key adapter.key --out adapter.csr'),
    )
    .action(async (o: { nom: string; organisation: string; key: string; out: string }) => (await verbs()).makeCsr(o));
}

function members(whitelist: Command): void {
  whitelist
    .command('enroll')
    .description('enregistre une demande, qu’une autre personne approuve ensuite')
    .addOption(dir())
    .option('--csr <fichier>', 'demande de certificat')
    .addOption(certs())
    .addOption(authorities())
    .requiredOption('--by <nom>', 'qui enregistre')
    .addOption(
      new Option('--kind <nature>', 'nature du membre')
        .choices(['region', 'consumer', 'gateway', 'authority'])
        .makeOptionMandatory(),
    )
    .requiredOption('--label <nom>', 'nom du membre')
    .option('--org <code>', 'FINESS ou SIREN de l’organisation', '')
    .option('--region <codes>', 'codes de région R30, séparés par des virgules', separated, [])
    .option('--profile <n>', 'profil d’accès, 0 à 5', profile)
    .option('--perimeter <codes>', 'périmètre : codes de région, ou * pour le pays', separated, [])
    .option('--endpoint <url>', 'adresses https servies, séparées par des virgules', separated, [])
    .option('--contact <texte>', 'qui prévenir', '')
    .addHelpText(
      ...example(
        'enroll --dir autorite --csr adapter.csr --by "C. Dubois" --kind region --label "ROR Bretagne" --region 53 --profile 1 --endpoint https://ror.exemple.invalid:8443',
        'enroll --dir autorite --cert igc.pem --ca igc-ca.pem --by "C. Dubois" --kind consumer --label "SAMU 29" --profile 1',
      ),
    )
    .action(async (o: EnrollOptions) => (await verbs()).enroll(o));
  whitelist
    .command('approve <id>')
    .description('émet le certificat, inscrit le membre et publie la liste')
    .addOption(dir())
    .requiredOption('--by <nom>', 'qui approuve : une autre personne que celle qui a enregistré')
    .option('--out <fichier>', 'où écrire le certificat')
    .addHelpText(...example('approve region-53 --dir autorite --by "A. Martin"'))
    .action(async (id: string, o: Dir & { by: string; out?: string }) => (await verbs()).approve(id, o));
  whitelist
    .command('endpoint <id> <urls...>')
    .description('change les adresses d’un membre et publie')
    .addOption(dir())
    .addOption(by())
    .addHelpText(...example('endpoint region-53 https://ror.exemple.invalid:8443 --dir autorite'))
    .action(async (id: string, urls: string[], o: Dir & By) => (await verbs()).setEndpoints(id, urls, o));
  whitelist
    .command('suspend <id>')
    .description('n’admet plus un membre, jusqu’à nouvel ordre, et publie')
    .addOption(dir())
    .addOption(reason())
    .addOption(by())
    .addHelpText(...example('suspend region-53 --dir autorite --reason "incident en cours"'))
    .action(async (id: string, o: Dir & By & { reason: string }) => (await verbs()).suspend(id, o));
  whitelist
    .command('resume <id>')
    .description('admet de nouveau un membre suspendu et publie')
    .addOption(dir())
    .addOption(by())
    .addHelpText(...example('resume region-53 --dir autorite'))
    .action(async (id: string, o: Dir & By) => (await verbs()).resume(id, o));
}

function certificates(whitelist: Command): void {
  whitelist
    .command('rotate <id>')
    .description('inscrit le certificat suivant d’un membre, à côté de l’actuel, ou retire l’actuel (--activate)')
    .addOption(dir())
    .option('--csr <fichier>', 'demande de certificat, d’une nouvelle clé')
    .addOption(certs())
    .addOption(authorities())
    .option('--out <fichier>', 'où écrire le certificat suivant')
    .addOption(new Option('--activate', 'le suivant seul reste en vigueur').conflicts(['csr', 'ca', 'out']))
    .option('--force', 'avec --activate : même si le membre n’a jamais été vu avec le suivant')
    .addOption(by())
    .addHelpText(
      ...example('rotate region-53 --csr nouvelle.csr --dir autorite', 'rotate region-53 --activate --dir autorite'),
    )
    .action(async (id: string, o: RotateOptions) => (await verbs()).rotate(id, o));
  whitelist
    .command('revoke [id]')
    .description('retire un membre, ou un certificat, pour toujours et publie')
    .addOption(dir())
    .option('--fp <empreinte>', 'un certificat seulement : son empreinte SHA-256')
    .addOption(reason())
    .addOption(delay('--wait <durée>', 'attend que les membres le confirment, par exemple 5s'))
    .addOption(by())
    .addHelpText(...example('revoke consumer-x --dir autorite --reason "clé perdue" --wait 5s'))
    .action(async (id: string | undefined, o: RevokeOptions) => (await verbs()).revoke(id, o));
}

function keys(whitelist: Command): void {
  const key = whitelist
    .command('key')
    .description('la clé qui signe les listes, et la racine : leur succession')
    .addHelpText(...example('key next --dir autorite --out demande.json'));
  const trust = () => new Option('--trust <fichier>', 'ancre de confiance (trust.json)').makeOptionMandatory();
  key
    .command('next')
    .description('crée la clé suivante, et la demande que la racine signera')
    .addOption(dir())
    .requiredOption('--out <fichier>', 'demande à écrire')
    .addOption(by())
    .addHelpText(...example('key next --dir autorite --out demande.json'))
    .action(async (o: Dir & By & { out: string }) => (await verbs()).nextKey(o));
  key
    .command('sign <demande>')
    .description('signe la demande par la racine, hors ligne')
    .addOption(trust())
    .requiredOption('--root <fichier>', 'clé de la racine (root-signing.key)')
    .option('--next-root <fichier>', 'annonce la racine suivante : son ancre, faite par « key root »')
    .requiredOption('--out <fichier>', 'clés signées, à rapporter')
    .addHelpText(...example('key sign demande.json --trust trust.json --root root-signing.key --out keys.json'))
    .action(async (file: string, o: SignOptions) => (await verbs()).signKey(file, o));
  key
    .command('adopt <cles>')
    .description('met en vigueur les clés que la racine a signées, et publie')
    .addOption(dir())
    .addOption(by())
    .addHelpText(...example('key adopt keys.json --dir autorite'))
    .action(async (file: string, o: Dir & By) => (await verbs()).adoptKeys(file, o));
  key
    .command('root')
    .description('crée la racine suivante, hors ligne')
    .addOption(trust())
    .requiredOption('--key <fichier>', 'clé à écrire')
    .requiredOption('--out <fichier>', 'ancre à écrire, pour qui rejoindra le réseau ensuite')
    .addHelpText(...example('key root --trust trust.json --key root-signing-2.key --out trust-2.json'))
    .action(async (o: { trust: string; key: string; out: string }) => (await verbs()).nextRootKey(o));
}

function list(whitelist: Command): void {
  whitelist
    .command('publish')
    .description('publie à nouveau, pour prolonger la liste')
    .addOption(dir())
    .addOption(by())
    .addHelpText(...example('publish --dir autorite'))
    .action(async (o: Dir & By) => (await verbs()).publish(o));
  whitelist
    .command('restore')
    .description('refait un état perdu, ancien ou modifié d’après la dernière liste signée et le journal, et publie')
    .addOption(dir())
    .requiredOption('--by <nom>', 'qui le refait')
    .addOption(lists('une liste gardée ailleurs, chez un membre : la plus récente de toutes est prise'))
    .addHelpText(
      ...example(
        'restore --dir autorite --by "C. Dubois"',
        'restore --dir autorite --by "C. Dubois" --list copie.json',
      ),
    )
    .action(async (o: Dir & { by: string; list: string[] }) => (await verbs()).restore(o));
  whitelist
    .command('list')
    .description('liste les entrées, ou ce qui finit bientôt (code de sortie 4 s’il y en a)')
    .addOption(dir())
    .addOption(delay('--expiring <durée>', 'seulement ce qui finit d’ici là, par exemple 30d'))
    .option('--json', 'en JSON')
    .addHelpText(...example('list --dir autorite', 'list --dir autorite --expiring 30d --json'))
    .action(async (o: Dir & { json?: boolean; expiring?: number }) => (await verbs()).listEntries(o));
  whitelist
    .command('show <id>')
    .description('montre une entrée')
    .addOption(dir())
    .addHelpText(...example('show region-53 --dir autorite'))
    .action(async (id: string, o: Dir) => (await verbs()).showEntry(id, o));
}

function inspection(whitelist: Command): void {
  whitelist
    .command('verify <source>')
    .description('vérifie la signature, les dates et la forme d’une liste : un fichier, ou une adresse https')
    .requiredOption('--trust <fichier>', 'ancre de confiance (trust.json)')
    .option('--state <fichier>', 'dernière liste acceptée : refuse un retour en arrière')
    .option('--ca <fichier>', 'autorités de confiance de l’adresse, PEM')
    .option('--cert <fichier>', 'votre certificat, PEM')
    .option('--key <fichier>', 'votre clé, PEM')
    .addHelpText(...example('verify whitelist.json --trust trust.json'))
    .action(async (source: string, o: HttpsAccess & { trust: string; state?: string }) =>
      (await verbs()).verify(source, o),
    );
  whitelist
    .command('diff <avant> <apres>')
    .description('compare deux versions : numéros gardés par l’autorité, ou fichiers')
    .addOption(dir())
    .option('--json', 'en JSON')
    .addHelpText(...example('diff 11 12 --dir autorite'))
    .action(async (before: string, after: string, o: Dir & { json?: boolean }) =>
      (await verbs()).diff(before, after, o),
    );
  whitelist
    .command('export')
    .description('donne la liste en vigueur sous une autre forme')
    .addOption(dir())
    .addOption(
      new Option('--format <forme>', 'forme')
        .choices(['jws', 'json', 'csv', 'pem-bundle'] as const)
        .makeOptionMandatory(),
    )
    .option('--out <fichier>', 'où l’écrire (par défaut : la sortie standard)')
    .addHelpText(...example('export --dir autorite --format csv --out membres.csv'))
    .action(async (o: Dir & { format: 'jws' | 'json' | 'csv' | 'pem-bundle'; out?: string }) =>
      (await verbs()).exportTo(o),
    );
  whitelist
    .command('doctor')
    .description('examine l’autorité : horloge, clés, droits, liste, échéances, journal')
    .addOption(dir())
    .addOption(delay('--expiring <durée>', 'échéances à signaler').default(90 * UNITS.d, '90d'))
    .option('--json', 'en JSON')
    .addHelpText(...example('doctor --dir autorite'))
    .action(async (o: Dir & { expiring: number; json?: boolean }) => (await verbs()).doctor(o));
}

function audit(whitelist: Command): void {
  const journal = whitelist.command('audit').description('le journal des changements, enchaîné');
  journal
    .command('verify')
    .description('vérifie toute la chaîne, jusqu’à la tête que signe la liste')
    .addOption(dir())
    .addOption(lists('une liste gardée ailleurs, dont le journal doit contenir la tête'))
    .addHelpText(...example('audit verify --dir autorite --list copie-chez-un-membre.json'))
    .action(async (o: Dir & { list: string[] }) => (await verbs()).auditVerify(o));
  journal
    .command('tail')
    .description('montre les derniers changements')
    .addOption(dir())
    .addOption(new Option('-n, --lines <n>', 'combien').default(20).argParser(count))
    .option('--json', 'les enregistrements entiers')
    .addHelpText(...example('audit tail --dir autorite -n 5'))
    .action(async (o: Dir & { lines: number; json?: boolean }) => (await verbs()).auditTail(o));
}

function separated(text: string): string[] {
  return text
    .split(',')
    .map((t) => t.trim())
    .filter((t) => t !== '');
}

function profile(text: string): number {
  if (!/^[0-5]$/.test(text)) throw new InvalidArgumentError('il faut un profil de 0 à 5.');
  return Number(text);
}

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > 10_000) throw new InvalidArgumentError('il faut un nombre de 1 à 10 000.');
  return n;
}

/** Milliseconds. */
function duration(text: string): number {
  const [, n, unit] = /^(\d{1,6})(ms|s|m|h|d|j)$/.exec(text) ?? [];
  if (n === undefined)
    throw new InvalidArgumentError('il faut un nombre et une unité (ms, s, m, h, d), par exemple 30d.');
  return Number(n) * UNITS[unit as keyof typeof UNITS];
}
