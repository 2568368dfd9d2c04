import { existsSync } from 'node:fs';
import {
  comparer,
  enregistrerTable,
  formaterDifference,
  importer,
  lireJson,
  Nomenclatures,
  replierTexte,
  TABLES_CONNUES,
  type TableNos,
} from '@inter-ror/nomenclatures';
import { chercherCommunes, communes, communesPrincipales } from '@inter-ror/territory';
import { CommandFailure, EXIT } from '../output/index.js';

/** Not carried as a table: it is the Code officiel géographique. */
const COMMUNES = TABLES_CONNUES.R13!.nom;
const NEAR_MAX = 6;

/** `inter-ror nomenclature list` */
export function listTables(o: { dossier?: string; json?: boolean }): void {
  const tables = held(o.dossier).tables();
  if (o.json) {
    console.log(JSON.stringify(tables, null, 2));
    return;
  }
  const rows = tables.map((t) => {
    const size = t.kind === 'ConceptMap' ? 'association' : String(t.count);
    return [t.name, t.version ?? '-', t.date ?? '-', size, t.complete ? 'complète' : 'partielle', t.oid ?? '-'];
  });
  if (!tables.some(({ name }) => name === COMMUNES))
    rows.push([COMMUNES, '-', '-', String(communes().size), 'Code officiel géographique', '-']);
  for (const row of [['table', 'version', 'date', 'codes', 'état', 'OID'], ...rows.sort(byName)])
    console.log(row.join('\t'));
}

function byName([a]: string[], [b]: string[]): number {
  return a! < b! ? -1 : 1;
}

/** `inter-ror nomenclature show` */
export function showTable(ref: string, words: string[], o: { dossier?: string; first: number }): void {
  const nomenclatures = held(o.dossier);
  const text = words.join(' ');
  if (nomenclatures.table(ref) === undefined && nomenclatures.resoudre(ref, '').table === COMMUNES) {
    console.log(`${COMMUNES}  Code officiel géographique, ${communes().size} communes et arrondissements`);
    const found = text === '' ? communesPrincipales(o.first) : chercherCommunes(text, o.first);
    for (const c of found) console.log(`${c.code}\t${c.nom}`);
    return;
  }
  const table = tableOf(nomenclatures, ref);
  console.log(`${identity(table)}, ${table.publisher ?? 'éditeur non dit'}`);
  if (text !== '') {
    const found = nomenclatures.chercher(ref, text, o.first);
    for (const c of found) console.log(`${c.code}\t${c.libelle ?? ''}`);
    if (found.length === 0) console.log(`Aucun code ouvert ne répond à « ${text} ».`);
    return;
  }
  for (const c of table.concepts.slice(0, o.first)) {
    console.log(`${c.code}\t${c.libelle ?? ''}${c.fin === null ? '' : `\t(fin : ${c.fin})`}`);
  }
  const left = table.concepts.length - o.first;
  if (left > 0) console.log(`… ${left} de plus (--first ${table.concepts.length})`);
}

/** `inter-ror nomenclature import` */
export function importTable(file: string, o: { dossier: string }): void {
  const table = read(file);
  const before = held(existsSync(o.dossier) ? o.dossier : undefined).table(table.name);
  if (before !== undefined) printDifference(before, table);
  enregistrerTable(o.dossier, table);
  console.log(`${table.name} version ${table.version ?? '-'} : ${table.count} codes gardés dans ${o.dossier}`);
}

/** `inter-ror nomenclature diff` */
export function diffTables(before: string, after: string): void {
  printDifference(tableOrFile(before), tableOrFile(after));
}

function printDifference(before: TableNos, after: TableNos): void {
  console.log(`avant : ${identity(before)}\naprès : ${identity(after)}`);
  if (before.shortName !== after.shortName) console.log('attention : ce ne sont pas deux versions d’une même table.');
  const lines = formaterDifference(comparer(before, after));
  for (const line of lines.length > 0 ? lines : ['aucune différence entre les codes ouverts']) console.log(line);
}

/** « TRE_R227-ChampActivite, version 20260330120000 du 2026-03-30, complète ». */
function identity({ name, version, date, complete }: TableNos): string {
  const known = version === null && date === null ? 'version inconnue' : `version ${version ?? '-'} du ${date ?? '-'}`;
  return `${name}, ${known}, ${complete ? 'complète' : 'partielle'}`;
}

function held(folder: string | undefined): Nomenclatures {
  return folder === undefined ? Nomenclatures.officielles() : Nomenclatures.avecDossier(folder);
}

function tableOf(nomenclatures: Nomenclatures, ref: string): TableNos {
  const table = nomenclatures.table(ref);
  if (table === undefined) throw unknownTable(nomenclatures, ref);
  return table;
}

/** A table is held, or is a file. */
function tableOrFile(ref: string): TableNos {
  if (existsSync(ref)) return read(ref);
  const official = Nomenclatures.officielles();
  const table = official.table(ref);
  if (table === undefined) throw unknownTable(official, ref, 'ni une table du projet, ni un fichier');
  return table;
}

function unknownTable(nomenclatures: Nomenclatures, ref: string, why = 'table inconnue'): CommandFailure {
  const key = replierTexte(ref);
  const near = nomenclatures
    .tables()
    .map(({ name }) => name)
    .concat(COMMUNES)
    .filter(
      (name) =>
        key !== '' &&
        replierTexte(name)
          .replace(/[^a-z0-9]/g, '')
          .includes(key.replace(/[^a-z0-9]/g, '')),
    )
    .slice(0, NEAR_MAX);
  const advice =
    near.length === 0 ? '« inter-ror nomenclature list » donne les tables' : `vouliez-vous ${near.join(', ')} ?`;
  return new CommandFailure(`${ref} : ${why} ; ${advice}`, EXIT.USAGE);
}

function read(file: string): TableNos {
  return importer(lireJson(file));
}
