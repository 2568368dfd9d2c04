import { Command, InvalidArgumentError, Option } from 'commander';

/** The NOS tables that the project carries, and their new versions. */
export function nomenclatureCommand(): Command {
  const verbs = () => import('../nomenclature/index.js');
  const folder = () => new Option('--dossier <dossier>', 'tables importées, qui remplacent celles du projet');
  const nomenclature = new Command('nomenclature')
    .description('les nomenclatures (NOS) : versions, libellés, nouvelles versions')
    .addHelpText(
      'after',
      '\nExemples :\n  inter-ror nomenclature list\n  inter-ror nomenclature show R211 cardiologie',
    );
  nomenclature
    .command('list')
    .description('liste les tables : nom, version, date, nombre de codes')
    .addOption(folder())
    .option('--json', 'en JSON')
    .addHelpText('after', '\nExemple :\n  inter-ror nomenclature list')
    .action(async (o: { dossier?: string; json?: boolean }) => (await verbs()).listTables(o));
  nomenclature
    .command('show <table> [texte...]')
    .description('montre une table, ou ce que ses codes disent d’un texte')
    .addOption(folder())
    .addOption(new Option('--first <n>', 'nombre de codes').default(50).argParser(count))
    .addHelpText(
      'after',
      '\nExemples :\n  inter-ror nomenclature show R211 cardio\n  inter-ror nomenclature show 1.2.250.1.213.3.3.12',
    )
    .action(async (ref: string, words: string[], o: { dossier?: string; first: number }) =>
      (await verbs()).showTable(ref, words, o),
    );
  nomenclature
    .command('import <fichier>')
    .description('prend une nouvelle version (FHIR JSON : CodeSystem ou ValueSet) et dit ce qui change')
    .requiredOption('--dossier <dossier>', 'où garder les tables importées')
    .addHelpText('after', '\nExemple :\n  inter-ror nomenclature import TRE_R211.json --dossier nomenclatures')
    .action(async (file: string, o: { dossier: string }) => (await verbs()).importTable(file, o));
  nomenclature
    .command('diff <avant> <apres>')
    .description('compare deux versions : fichiers FHIR, ou table du projet et fichier')
    .addHelpText('after', '\nExemple :\n  inter-ror nomenclature diff R211 TRE_R211-2027.json')
    .action(async (before: string, after: string) => (await verbs()).diffTables(before, after));
  return nomenclature;
}

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('il faut un nombre entier, 1 ou plus.');
  return n;
}
