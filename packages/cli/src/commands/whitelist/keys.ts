import { type Command, Option } from 'commander';
import type { By, Dir, SignOptions } from '../../whitelist/index.js';
import { by, dir, example, verbs } from './options.js';

export function keys(whitelist: Command): void {
  const key = whitelist
    .command('key')
    .description('la clé qui signe les listes, et la racine : leur succession')
    .addHelpText(...example('key next --dir autorite --out demande.json'));
  const trust = () => new Option('--trust <fichier>', 'ancre de confiance (trust.json)').makeOptionMandatory();
  key
    .command('next')
    .description('crée la clé suivante, et la demande que la racine signera')
    .addOption(dir())
    .requiredOption('--out <fichier>', 'demande à écrire')
    .addOption(by())
    .addHelpText(...example('key next --dir autorite --out demande.json'))
    .action(async (o: Dir & By & { out: string }) => (await verbs()).nextKey(o));
  key
    .command('sign <demande>')
    .description('signe la demande par la racine, hors ligne')
    .addOption(trust())
    .requiredOption('--root <fichier>', 'clé de la racine (root-signing.key)')
    .option('--next-root <fichier>', 'annonce la racine suivante : son ancre, faite par « key root »')
    .requiredOption('--out <fichier>', 'clés signées, à rapporter')
    .addHelpText(...example('key sign demande.json --trust trust.json --root root-signing.key --out keys.json'))
    .action(async (file: string, o: SignOptions) => (await verbs()).signKey(file, o));
  key
    .command('adopt <cles>')
    .description('met en vigueur les clés que la racine a signées, et publie')
    .addOption(dir())
    .addOption(by())
    .addHelpText(...example('key adopt keys.json --dir autorite'))
    .action(async (file: string, o: Dir & By) => (await verbs()).adoptKeys(file, o));
  key
    .command('root')
    .description('crée la racine suivante, hors ligne')
    .addOption(trust())
    .requiredOption('--key <fichier>', 'clé à écrire')
    .requiredOption('--out <fichier>', 'ancre à écrire, pour qui rejoindra le réseau ensuite')
    .addHelpText(...example('key root --trust trust.json --key root-signing-2.key --out trust-2.json'))
    .action(async (o: { trust: string; key: string; out: string }) => (await verbs()).nextRootKey(o));
}
