import { Command } from 'commander';
import {
  accessCommand,
  adapterCommand,
  askCommand,
  auditCommand,
  conformanceCommand,
  demoCommand,
  gatewayCommand,
  nomenclatureCommand,
  whitelistCommand,
  withPublicationVerbs,
} from './commands/index.js';
import { speakFrench } from './french.js';

/** The `inter-ror` command, with all its verbs. */
export function buildProgram(version: string): Command {
  const program = new Command('inter-ror')
    .description('Une recherche dans le ROR d’une région couvre tout le pays.')
    .version(version, '-V, --version', 'affiche la version')
    .showHelpAfterError('(« inter-ror --help » donne toutes les commandes)')
    .addHelpText(
      'after',
      `
Exemples :
  inter-ror demo                                   une nation de démonstration sur ce poste
  inter-ror ask "IRM cardiaque près de Quimper"    cherche dans tout le pays
  inter-ror adapter serve --config adapter.yaml    expose le ROR d'une région

Codes de sortie : 0 réussi, 1 refusé ou échoué, 2 commande ou configuration incorrecte,
3 signature ou liste non vérifiée, 4 une échéance approche.`,
    );
  for (const command of [
    demoCommand(),
    askCommand(),
    adapterCommand(),
    gatewayCommand(),
    withPublicationVerbs(whitelistCommand()),
    nomenclatureCommand(),
    accessCommand(),
    auditCommand(),
    conformanceCommand(),
  ]) {
    program.addCommand(command);
  }
  return speakFrench(program);
}
