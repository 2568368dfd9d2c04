import { existsSync } from 'node:fs';
import {
  comparer,
  enregistrerTable,
  formaterDifference,
  importer,
  lireJson,
  Nomenclatures,
  type TableNos,
} from '@inter-ror/nomenclatures';
import { CommandFailure, EXIT } from '../output/index.js';

/** `inter-ror nomenclature list` */
export function listTables(o: { dossier?: string; json?: boolean }): void {
  const tables = held(o.dossier).tables();
  if (o.json) {
    console.log(JSON.stringify(tables, null, 2));
    return;
  }
  for (const t of tables) {
    const size = `${t.count} codes`;
    console.log([t.name, t.oid ?? '-', t.date ?? '-', size, t.complete ? 'complète' : 'partielle'].join('\t'));
  }
}

/** `inter-ror nomenclature show` */
export function showTable(ref: string, words: string[], o: { dossier?: string; first: number }): void {
  const nomenclatures = held(o.dossier);
  const table = tableOf(nomenclatures, ref);
  console.log(`${table.name}  version ${table.version ?? '-'} du ${table.date ?? '-'}, ${table.publisher ?? ''}`);
  const text = words.join(' ');
  if (text !== '') {
    for (const c of nomenclatures.chercher(ref, text, o.first)) console.log(`${c.code}\t${c.libelle ?? ''}`);
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
  const lines = formaterDifference(comparer(before, after));
  for (const line of lines.length > 0 ? lines : [`${after.name} : aucune différence`]) console.log(line);
}

function held(folder: string | undefined): Nomenclatures {
  return folder === undefined ? Nomenclatures.officielles() : Nomenclatures.avecDossier(folder);
}

function tableOf(nomenclatures: Nomenclatures, ref: string): TableNos {
  const table = nomenclatures.table(ref);
  if (table === undefined)
    throw new CommandFailure(`Table inconnue : ${ref}. « inter-ror nomenclature list » donne les tables.`, EXIT.USAGE);
  return table;
}

function tableOrFile(ref: string): TableNos {
  return existsSync(ref) ? read(ref) : (Nomenclatures.officielles().table(ref) ?? read(ref));
}

function read(file: string): TableNos {
  return importer(lireJson(file));
}
