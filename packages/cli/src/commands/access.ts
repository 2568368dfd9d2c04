import { formaterTable, TABLE } from '@inter-ror/access-policy';
import { Command } from 'commander';

/** Who may see what. */
export function accessCommand(): Command {
  const access = new Command('access')
    .description('qui voit quoi : la table d’accès par profil')
    .addHelpText('after', '\nExemple :\n  inter-ror access table');
  access
    .command('table')
    .description('montre la table qui décide, donnée par donnée et profil par profil')
    .option('--json', 'la table elle-même, en JSON')
    .addHelpText('after', '\nExemple :\n  inter-ror access table')
    .action(({ json }: { json?: boolean }) => console.log(json ? JSON.stringify(TABLE, null, 2) : formaterTable()));
  return access;
}
