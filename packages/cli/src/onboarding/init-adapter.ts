import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { regions } from '@inter-ror/territory';
import { makeKeyAndCsr } from '@inter-ror/whitelist';
import { CommandFailure } from '../output/index.js';
import { adapterYaml } from './adapter-yaml.js';
import { askPerson, type Question } from './ask-person.js';
import { requestText } from './request-text.js';

/** Answers given as options of `adapter init`. */
export type InitOptions = Readonly<Record<string, string | undefined>> & { dir: string };

const QUESTIONS: readonly Question[] = [
  { option: 'region', phrase: 'Code(s) de la région (TRE_R30), séparés par des virgules', faute: wrongCodes },
  { option: 'solution', phrase: 'Solution du ROR : IESS ou IR', faute: wrongSolution },
  { option: 'organisation', phrase: 'Organisation qui exploite l’adaptateur' },
  { option: 'adresse', phrase: 'Adresse publique de l’adaptateur (https://hôte:port)', faute: wrongAddress },
  { option: 'contact', phrase: 'Qui prévenir (adresse électronique ou téléphone)' },
  { option: 'export', phrase: 'Fichier d’export CSD 2.4 à servir', byDefault: 'export.xml' },
  {
    option: 'publication',
    phrase: 'Adresse où l’autorité publie la liste (vide si elle vous la remet à la main)',
    byDefault: '',
    faute: (answer) => (answer === '' ? undefined : wrongAddress(answer)),
  },
];

/** `inter-ror adapter init`: key, request and configuration of an adapter, in one folder. */
export async function initAdapter({ dir, ...given }: InitOptions): Promise<void> {
  const names = ['adapter.key', 'demande-adapter.txt', 'adapter.yaml'] as const;
  const kept = names.map((name) => join(dir, name)).filter((path) => existsSync(path));
  if (kept.length > 0) {
    const already = `${kept.join(', ')} : ${kept.length > 1 ? 'ces fichiers existent' : 'ce fichier existe'} déjà`;
    throw new CommandFailure(`${already}, rien n’est écrasé. Donnez un autre dossier (--dir), ou déplacez-les.`);
  }
  const answers = await askPerson(QUESTIONS, given);
  const codes = codesOf(answers.region!);
  const nom = codes.map((code) => regions().find((r) => r.code === code)!.nom).join(' et ');
  const { organisation, contact, solution } = answers as Record<string, string>;
  const adresse = new URL(answers.adresse!).origin;
  const publication = answers.publication === '' ? '' : new URL(answers.publication!).origin;
  const { key, csr } = await makeKeyAndCsr({ commonName: `ROR ${nom}`, organisation: organisation! });
  mkdirSync(dir, { recursive: true });
  const [keyFile, requestFile, configFile] = names.map((name) => join(dir, name)) as [string, string, string];
  writeFileSync(keyFile, key, { mode: 0o600, flag: 'wx' });
  const request = {
    codes,
    nom,
    solution: solution!,
    organisation: organisation!,
    adresse: adresse!,
    contact: contact!,
  };
  writeFileSync(requestFile, requestText({ ...request, csr }), { flag: 'wx' });
  const config = { codes, nom, solution: solution!, port: portOf(adresse!), export: answers.export! };
  writeFileSync(configFile, adapterYaml({ ...config, publication: publication! }), { flag: 'wx' });
  for (const line of [
    `Clé privée : ${keyFile} (elle ne quitte jamais ce poste).`,
    `Configuration : ${configFile} (relisez-la : chaque ligne y est expliquée).`,
    '',
    `À envoyer à l’autorité : ${requestFile}`,
    'En retour, à déposer dans ce dossier : adapter.pem, ca.pem, trust.json, whitelist.json',
    '',
    `Puis : inter-ror adapter check --config ${configFile}`,
  ])
    console.log(line);
}

function codesOf(answer: string): string[] {
  return answer.split(/[,;\s]+/).filter((code) => code !== '');
}

function wrongCodes(answer: string): string | undefined {
  const codes = codesOf(answer);
  const strange = codes.filter((code) => !regions().some((r) => r.code === code));
  if (codes.length === 0) return 'il faut un code au moins';
  if (new Set(codes).size < codes.length) return 'un code est écrit deux fois';
  if (strange.length === 0) return undefined;
  return `code inconnu ${strange.join(', ')} (${regions()
    .map((r) => `${r.code} ${r.nom}`)
    .join(', ')})`;
}

function wrongSolution(answer: string): string | undefined {
  return answer === 'IESS' || answer === 'IR' ? undefined : 'écrivez IESS ou IR';
}

function wrongAddress(answer: string): string | undefined {
  const url = URL.canParse(answer) ? new URL(answer) : undefined;
  return url?.protocol === 'https:' && url.pathname === '/' && `${url.search}${url.hash}${url.username}` === ''
    ? undefined
    : 'écrivez https://hôte:port, sans chemin';
}

function portOf(address: string): number {
  return Number(new URL(address).port || 443);
}
