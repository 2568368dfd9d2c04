import { Command } from 'commander';

export function adapterCommand(): Command {
  const adapter = new Command('adapter').description('l’adaptateur régional : expose le ROR d’une région');
  const config = ['-c, --config <fichier>', 'configuration YAML'] as const;
  adapter
    .command('serve')
    .description('sert la région sous TLS mutuel ; charge et surveille l’export configuré')
    .requiredOption(...config)
    .addHelpText('after', '\nExemple :\n  inter-ror adapter serve --config adapter.yaml')
    .action(async (o: { config: string }) => (await import('../adapter/index.js')).serveAdapter(o.config));
  adapter
    .command('load <fichier>')
    .description('charge un export CSD 2.4 (XML, ou XML.gz) ; un adaptateur qui sert le prend sans s’arrêter')
    .requiredOption(...config)
    .option('--force', 'même si la région rétrécit trop, ou si le fichier est déjà chargé')
    .option('--json', 'le rapport en JSON')
    .addHelpText('after', '\nExemple :\n  inter-ror adapter load export-53.xml --config adapter.yaml')
    .action(async (file: string, o: { config: string; force?: boolean; json?: boolean }) =>
      (await import('../adapter/index.js')).loadExport(file, o),
    );
  adapter
    .command('check')
    .description('vérifie la configuration, le certificat, la liste blanche et l’export, sans écouter ni charger')
    .requiredOption(...config)
    .addHelpText('after', '\nExemple :\n  inter-ror adapter check --config adapter.yaml')
    .action(async (o: { config: string }) => (await import('../adapter/index.js')).checkAdapter(o.config));
  return adapter;
}
