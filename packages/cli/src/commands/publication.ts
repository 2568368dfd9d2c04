import type { Command } from 'commander';

/** Adds to `whitelist` the verbs that publish the list and that bring one by hand. */
export function withPublicationVerbs(whitelist: Command): Command {
  const verbs = () => import('../publication/index.js');
  whitelist
    .command('serve')
    .description('publie la liste aux membres, sous TLS mutuel, et la renouvelle avant son terme')
    .requiredOption('-c, --config <fichier>', 'configuration YAML')
    .addHelpText('after', '\nExemple :\n  inter-ror whitelist serve --config publisher.yaml')
    .action(async (o: { config: string }) => (await verbs()).servePublisher(o.config));
  whitelist
    .command('import <fichier>')
    .description('vérifie une liste apportée à la main et la donne à un adaptateur ou à une passerelle')
    .requiredOption('-c, --config <fichier>', 'configuration YAML de l’adaptateur ou de la passerelle')
    .addHelpText('after', '\nExemple :\n  inter-ror whitelist import /media/usb/whitelist.json --config adapter.yaml')
    .action(async (file: string, o: { config: string }) => (await verbs()).importList(file, o));
  return whitelist;
}
