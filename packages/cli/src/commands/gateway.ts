import { Command } from 'commander';

export function gatewayCommand(): Command {
  const gateway = new Command('gateway')
    .description('la passerelle nationale')
    .addHelpText(
      'after',
      '\nExemples :\n  inter-ror gateway check --config gateway.yaml\n  inter-ror gateway serve --config gateway.yaml',
    );
  gateway
    .command('serve')
    .description('sert la recherche nationale sous TLS mutuel')
    .requiredOption('-c, --config <fichier>', 'configuration YAML')
    .addHelpText('after', '\nExemple :\n  inter-ror gateway serve --config gateway.yaml')
    .action(async (o: { config: string }) => (await import('../gateway/index.js')).serveGateway(o.config));
  gateway
    .command('check')
    .description('vérifie la configuration, la liste blanche et le certificat, sans écouter')
    .requiredOption('-c, --config <fichier>', 'configuration YAML')
    .addHelpText('after', '\nExemple :\n  inter-ror gateway check --config gateway.yaml')
    .action(async (o: { config: string }) => (await import('../gateway/index.js')).checkGateway(o.config));
  return gateway;
}
