import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ErreurNomenclature } from './nomenclature-error.js';
import { BORNES, ecrireTable, lireTable, tropGrand } from './table-format.js';
import type { TableNos } from './table-types.js';

const FICHIERS_MAX = 1_000;

/** Folder of the tables that the project carries. */
export const DOSSIER_OFFICIEL = fileURLToPath(new URL('../data/', import.meta.url));

/**
 * Reads every `*.json` table of a folder, in name order.
 *
 * @throws ErreurNomenclature naming the folder or the file
 */
export function lireDossier(dossier: string): TableNos[] {
  const noms = lister(dossier);
  if (noms.length > FICHIERS_MAX) throw tropGrand(dossier, `plus de ${FICHIERS_MAX} fichiers`);
  return noms.map((nom) => lireTable(lireJson(join(dossier, nom)), join(dossier, nom)));
}

/**
 * Writes a table where `Nomenclatures.avecDossier` finds it, replacing the version before at once.
 *
 * @returns the path of the file
 */
export function enregistrerTable(dossier: string, table: TableNos): string {
  mkdirSync(dossier, { recursive: true });
  const chemin = join(dossier, `${table.name}.json`);
  const provisoire = `${chemin}.${process.pid}.tmp`;
  writeFileSync(provisoire, ecrireTable(table));
  renameSync(provisoire, chemin);
  return chemin;
}

/**
 * Reads a JSON file, of at most 32 MiB.
 *
 * @throws ErreurNomenclature naming the file
 */
export function lireJson(chemin: string): unknown {
  try {
    if (statSync(chemin).size > BORNES.octets) throw tropGrand(chemin, `plus de ${BORNES.octets} octets`);
    return JSON.parse(readFileSync(chemin, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof ErreurNomenclature) throw error;
    throw new ErreurNomenclature('JSON_ILLISIBLE', `${chemin} : ${(error as Error).message}`);
  }
}

function lister(dossier: string): string[] {
  try {
    return readdirSync(dossier)
      .filter((nom) => nom.endsWith('.json'))
      .sort();
  } catch (error) {
    throw new ErreurNomenclature(
      'DOSSIER_ILLISIBLE',
      `${dossier} : dossier de nomenclatures illisible (${(error as Error).message}).`,
    );
  }
}
