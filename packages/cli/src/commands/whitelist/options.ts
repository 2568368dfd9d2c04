import { InvalidArgumentError, Option } from 'commander';

export const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, j: 86_400_000 };

export const verbs = () => import('../../whitelist/index.js');
export const dir = () => new Option('-d, --dir <dossier>', 'dossier de l’autorité').makeOptionMandatory();
export const by = () => new Option('--by <nom>', 'qui agit, pour le journal (par défaut : le compte de cet hôte)');
export const reason = () => new Option('--reason <texte>', 'raison').makeOptionMandatory();
export const certs = () =>
  new Option('--cert <fichier>', 'certificat d’une autre autorité, tel quel (répétable : client, puis serveur)')
    .argParser((file: string, before: string[]) => [...before, file])
    .default([] as string[], 'aucun');
export const lists = (text: string) =>
  new Option('--list <fichier>', `${text} (répétable)`)
    .argParser((file: string, before: string[]) => [...before, file])
    .default([] as string[], 'aucune');
export const authorities = () => new Option('--ca <fichier>', 'autorités du certificat donné par --cert, PEM');
export const delay = (flags: string, text: string) => new Option(flags, text).argParser(duration);
export const example = (...lines: string[]) =>
  [
    'after',
    `\nExemple${lines.length > 1 ? 's' : ''} :\n${lines.map((line) => `  inter-ror whitelist ${line}`).join('\n')}`,
  ] as const;

/** Milliseconds. */
function duration(text: string): number {
  const [, n, unit] = /^(\d{1,6})(ms|s|m|h|d|j)$/.exec(text) ?? [];
  if (n === undefined)
    throw new InvalidArgumentError('il faut un nombre et une unité (ms, s, m, h, d), par exemple 30d.');
  return Number(n) * UNITS[unit as keyof typeof UNITS];
}
