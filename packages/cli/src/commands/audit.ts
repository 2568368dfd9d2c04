import { Command, InvalidArgumentError, Option } from 'commander';

/** What a process noted of those who asked: the file named `audit` in its configuration. */
export function auditCommand(): Command {
  const verbs = () => import('../audit/index.js');
  const audit = new Command('audit').description(
    'le journal des accès et des refus d’une passerelle ou d’un adaptateur',
  );
  const filtered = (command: Command) =>
    command
      .option('--membre <id>', 'ceux de ce membre')
      .addOption(new Option('--profil <n>', 'ceux de ce profil').argParser(integer))
      .option('--action <action>', 'acces, refus…')
      .option('--code <code>', 'ceux qui portent ce code, ce numéro ou cette région')
      .addOption(
        new Option('--depuis <instant>', 'à partir de cet instant (2026-03-01, 2026-03-01T08:00Z)').argParser(instant),
      )
      .addOption(new Option('--jusque <instant>', 'avant cet instant').argParser(instant));
  filtered(audit.command('search <journal>'))
    .description('montre les enregistrements qui répondent aux conditions, du plus ancien au plus récent')
    .addOption(new Option('--first <n>', 'nombre d’enregistrements').default(100).argParser(integer))
    .option('--json', 'une ligne JSON par enregistrement')
    .addHelpText('after', '\nExemple :\n  inter-ror audit search acces.jsonl --membre samu-29 --depuis 2026-03-01')
    .action(async (file, o) => (await verbs()).searchAudit(file, o));
  audit
    .command('verify <journal>')
    .description('vérifie que chaque ligne suit la précédente, et que rien n’a été ôté ni changé')
    .addOption(
      new Option('--tete <empreinte>', 'tête notée ailleurs : le journal doit encore la porter').argParser(digest),
    )
    .addHelpText('after', '\nExemple :\n  inter-ror audit verify acces.jsonl')
    .action(async (file, { tete }) => (await verbs()).verifyAuditFile(file, tete));
  filtered(audit.command('export <journal>'))
    .description('écrit les enregistrements en CSV (séparateur ;) ou en JSON, une ligne chacun')
    .addOption(new Option('--format <format>', 'csv ou jsonl').choices(['csv', 'jsonl']).default('csv'))
    .addHelpText('after', '\nExemple :\n  inter-ror audit export acces.jsonl --format csv > acces.csv')
    .action(async (file, o) => (await verbs()).exportAudit(file, o));
  return audit;
}

function integer(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0) throw new InvalidArgumentError('il faut un nombre entier.');
  return n;
}

function digest(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new InvalidArgumentError('il faut une empreinte de 64 chiffres hexadécimaux.');
  return text;
}

function instant(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('il faut une date ISO 8601.');
  return new Date(ms).toISOString();
}
