import type { Command } from 'commander';

/** Messages of the command library, and what our users read instead. */
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/unknown option '(.+?)'/, 'option inconnue : $1'],
  [/unknown command '(.+?)'/, 'commande inconnue : $1'],
  [/missing required argument '(.+?)'/, 'il manque un argument : $1'],
  [/required option '(.+?)' not specified/, 'option obligatoire : $1'],
  [/option '(.+?)' argument missing/, 'il manque la valeur de l’option $1'],
  [/option '(.+?)' argument '(.*?)' is invalid\.\s*/, 'option $1, valeur « $2 » : '],
  [/command-argument value '(.*?)' is invalid for argument '(.+?)'\.\s*/, 'argument $2, valeur « $1 » : '],
  [/Allowed choices are (.+?)\./, 'choisissez parmi $1.'],
  [/option '(.+?)' cannot be used with option '(.+?)'/, 'l’option $1 ne va pas avec l’option $2'],
  [/too many arguments.*?Expected (\d+) arguments? but got (\d+)\./, 'trop d’arguments : $2 pour $1'],
  [/\(Did you mean (.+?)\?\)/, '(vouliez-vous dire $1 ?)'],
];

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
};

/** Makes a command, and all below it, speak French: help, errors, defaults. */
export function speakFrench(command: Command): Command {
  command
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      optionDescription: (option) => {
        const notes: string[] = [];
        if (option.argChoices) notes.push(`parmi ${option.argChoices.join(', ')}`);
        const shown = option.defaultValueDescription ?? option.defaultValue;
        const said = shown !== undefined && shown !== '' && shown !== false && !(Array.isArray(shown) && !shown.length);
        if (said) notes.push(`par défaut ${String(shown)}`);
        return notes.length === 0 ? option.description : `${option.description} (${notes.join(' ; ')})`;
      },
    })
    .configureOutput({ outputError: (text, write) => write(translate(text)) });
  for (const below of command.commands) speakFrench(below);
  return command;
}

function translate(text: string): string {
  const french = ERRORS.reduce((said, [pattern, words]) => said.replace(pattern, words), text);
  return french.replace(/^error: /, 'erreur : ');
}
