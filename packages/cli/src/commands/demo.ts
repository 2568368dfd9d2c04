import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { DemoOptions, RunningNation } from '../demo/index.js';
import { EXIT, untilSignal } from '../output/index.js';
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
    .option('--force', 'prend l’export donné même si ses offres sont surtout dans une autre région')
    .option('--ready-file <fichier>', 'écrit là, quand la nation répond, ce qu’il faut aux scripts')
    .addOption(
      new Option(
        '--isolated [codes]',
        'chaque instance dans son processus, ou seulement celles de ces régions (53,93) ; la passerelle aussi',
      )
        .argParser((codes) => codes.split(','))
        .default(false, 'un seul processus'),
    )
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
      const abandoned = new AbortController();
      void stop.then(() => abandoned.abort());
      const nation = await startNation({ ...options, exports }, abandoned.signal).catch((e) => {
        if (!abandoned.signal.aborted) throw e;
        console.log('\ndémarrage abandonné.');
        // What had begun would keep this process for a while, for nothing.
        process.exit(EXIT.REFUSED);
      });
      for (const line of welcome(nation)) console.log(line);
      await stop;
      console.log('\narrêt de la nation…');
      await nation.close();
    });
}

function welcome({ ready, readyFiles, seconds }: RunningNation): string[] {
  const [ca, cert, key] = [ready.client.ca, ready.client.cert, ready.client.key].map(shellWord);
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  const query =
    '{ rechercherOffres(criteres: {texte: \\"IRM\\"}, first: 3) { totalCount nodes { nom region { nom } } } }';
  return [
    '',
    `La nation répond, en ${seconds} s (${ready.pids.length} processus ; ${memory} Mo de mémoire pour celui-ci).`,
    '',
    `  page de recherche nationale    ${ready.gateway.page}/recherche?q=IRM+pr%C3%A8s+de+Quimper`,
    `  console nationale              ${ready.gateway.console}/`,
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
    `  npx inter-ror ask "IRM cardiaque près de Quimper"${readyFiles.includes(READY_FILE) ? '' : ` --ready-file ${shellWord(readyFiles[0]!)}`}`,
    '',
    'Ctrl-C arrête tout.',
  ];
}

/** A path as a shell takes it whole. */
function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
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
