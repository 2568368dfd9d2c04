import { type Command, InvalidArgumentError, Option } from 'commander';
import type { By, CsrOptions, Dir, EnrollOptions, RevokeOptions, RotateOptions } from '../../whitelist/index.js';
import { authorities, by, certs, delay, dir, example, reason, verbs } from './options.js';

export function founding(whitelist: Command): void {
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
    .option('--ec', 'clé P-256 plutôt que RSA 2048 : une passerelle signe chaque question, en un dixième du temps')
    .addHelpText(
      ...example('csr --nom "ROR Bretagne" --organisation "GRADeS Bretagne" --key adapter.key --out adapter.csr'),
    )
    .action(async (o: CsrOptions) => (await verbs()).makeCsr(o));
}

export function members(whitelist: Command): void {
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

export function certificates(whitelist: Command): void {
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
