import { type Command, InvalidArgumentError, Option } from 'commander';
import type { By, Dir, HttpsAccess } from '../../whitelist/index.js';
import { by, delay, dir, example, lists, UNITS, verbs } from './options.js';

export function list(whitelist: Command): void {
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

export function inspection(whitelist: Command): void {
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

export function audit(whitelist: Command): void {
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

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > 10_000) throw new InvalidArgumentError('il faut un nombre de 1 à 10 000.');
  return n;
}
