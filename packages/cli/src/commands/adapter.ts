import { Command } from 'commander';
import type { InitOptions } from '../onboarding/index.js';

export function adapterCommand(): Command {
  const adapter = new Command('adapter')
    .description('l’adaptateur régional : expose le ROR d’une région')
    .addHelpText(
      'after',
      '\nExemples :\n  inter-ror adapter init --dir adaptateur\n  inter-ror adapter check --config adapter.yaml\n  inter-ror adapter serve --config adapter.yaml',
    );
  const config = ['-c, --config <fichier>', 'configuration YAML'] as const;
  adapter
    .command('init')
    .description(
      'prépare un adaptateur : clé, demande à envoyer à l’autorité, configuration ; pose les questions qui manquent',
    )
    .option('--dir <dossier>', 'où écrire', '.')
    .option('--region <codes>', 'codes TRE_R30, séparés par des virgules')
    .option('--solution <nom>', 'IESS ou IR')
    .option('--organisation <nom>', 'qui exploite l’adaptateur')
    .option('--adresse <url>', 'adresse publique, https://hôte:port')
    .option('--contact <texte>', 'qui prévenir')
    .option('--export <fichier>', 'export CSD 2.4 à servir')
    .option('--publication <url>', 'où l’autorité publie la liste')
    .addHelpText(
      'after',
      '\nExemples :\n  inter-ror adapter init --dir adaptateur\n  inter-ror adapter init --dir adaptateur --region 53 --solution IESS --organisation "GRADeS Bretagne" --adresse https://ror.exemple.invalid:8443 --contact astreinte@exemple.invalid',
    )
    .action(async (o: InitOptions) => (await import('../onboarding/index.js')).initAdapter(o));
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
    .command('export')
    .description('écrit la région au format d’échange CSD 2.4, telle qu’un profil la voit')
    .requiredOption(...config)
    .option('--profil <profil>', 'public (profil 0), ou un profil de 0 à 5', 'public')
    .requiredOption('--vers <fichier>', 'où écrire : .xml, ou .xml.gz')
    .option('--json', 'ce qui est écrit, en JSON')
    .addHelpText(
      'after',
      '\nExemple :\n  inter-ror adapter export --config adapter.yaml --profil public --vers ror-53-public.xml.gz',
    )
    .action(async (o: { config: string; profil: string; vers: string; json?: boolean }) =>
      (await import('../adapter/index.js')).exportRegion(o),
    );
  adapter
    .command('check')
    .description(
      'dit dans l’ordre ce qui est bon et ce qui ne l’est pas, de la configuration à ce que la passerelle voit',
    )
    .requiredOption(...config)
    .addHelpText('after', '\nExemple :\n  inter-ror adapter check --config adapter.yaml')
    .action(async (o: { config: string }) => (await import('../onboarding/index.js')).checkAdapter(o.config));
  return adapter;
}
