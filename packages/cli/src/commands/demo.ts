import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { DemoOptions, RunningNation } from '../demo/index.js';
import { untilSignal } from '../output/index.js';
import { READY_FILE } from '../ready/index.js';

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'une nation de démonstration sur ce poste : 17 instances, passerelle, liste blanche (données inventées)',
    )
    .addOption(new Option('--offers <n>', 'nombre d’offres du pays').default(10_000).argParser(offers))
    .addOption(new Option('--seed <n>', 'graine : la même donne la même nation').default(1).argParser(seed))
    .option('--dir <dossier>', 'dossier à garder (par défaut, un dossier temporaire)')
    .addOption(
      new Option('--export <code=fichier>', 'un export réel à la place de celui d’une région (répétable)')
        .argParser(exportOf)
        .default(new Map<string, string>(), 'aucun'),
    )
    .option('--ready-file <fichier>', 'écrit là, quand la nation répond, ce qu’il faut aux scripts')
    .option('--isolated', 'chaque instance dans son processus', false)
    .addHelpText(
      'after',
      `
Exemples :
  inter-ror demo
  inter-ror demo --offers 500000 --seed 7 --dir /var/tmp/nation
  inter-ror demo --export 53=mon-export-bretagne.xml`,
    )
    .action(async (o: Omit<DemoOptions, 'exports'> & { export: Map<string, string> }) => {
      const { export: exports, ...options } = o;
      console.log('inter-ror : une nation de démonstration (données inventées, sur ce poste seulement)\n');
      const stop = untilSignal();
      const { startNation } = await import('../demo/index.js');
      const nation = await startNation({ ...options, exports });
      for (const line of welcome(nation)) console.log(line);
      await stop;
      console.log('\narrêt de la nation…');
      await nation.close();
    });
}

function welcome({ ready, readyFile, seconds }: RunningNation): string[] {
  const { ca, cert, key } = ready.client;
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  const query =
    '{ rechercherOffres(criteres: {texte: \\"IRM\\"}, first: 3) { totalCount nodes { nom region { nom } } } }';
  return [
    '',
    `La nation répond, en ${seconds} s${ready.pids.length === 1 ? ` (${memory} Mo de mémoire)` : ` (${ready.pids.length} processus)`}.`,
    '',
    `  page de recherche nationale    ${ready.gateway.page}/recherche?q=IRM+pr%C3%A8s+de+Quimper`,
    `  GraphiQL, dans un navigateur   ${ready.http}/graphql`,
    `  passerelle, TLS mutuel         ${ready.gateway.graphql}`,
    ...ready.regions.map((r) => `  ${r.nom.padEnd(30)} ${r.graphql.padEnd(33)} ${r.page}`),
    '',
    'Une question, avec le certificat du client de démonstration :',
    '',
    `  curl --cacert ${ca} --cert ${cert} --key ${key} \\`,
    `    -H 'content-type: application/json' ${ready.gateway.graphql} \\`,
    `    -d '{"query":"${query}"}'`,
    '',
    `  npx inter-ror ask "IRM cardiaque près de Quimper"${readyFile === READY_FILE ? '' : ` --ready-file ${readyFile}`}`,
    '',
    'Ctrl-C arrête tout.',
  ];
}

function offers(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 500 || n > 2_000_000)
    throw new InvalidArgumentError('il faut un nombre de 500 à 2 000 000.');
  return n;
}

function seed(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0 || n > 2 ** 31) throw new InvalidArgumentError('il faut un nombre entier positif.');
  return n;
}

function exportOf(text: string, before: Map<string, string>): Map<string, string> {
  const [, code, file] = /^(\d{2})=(.+)$/.exec(text) ?? [];
  if (code === undefined || file === undefined)
    throw new InvalidArgumentError('il faut un code de région et un fichier, par exemple 53=export.xml.');
  const path = resolve(process.env.INIT_CWD ?? '.', file);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new InvalidArgumentError(`${path} n’est pas un fichier.`);
  if (before.has(code)) throw new InvalidArgumentError(`la région ${code} a déjà un fichier : ${before.get(code)}.`);
  return new Map(before).set(code, path);
}
