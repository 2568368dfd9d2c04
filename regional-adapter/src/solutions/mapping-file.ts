import { readFileSync, statSync } from 'node:fs';
import { cleCode } from '@inter-ror/nomenclatures';
import type { Correspondances } from './code-mapping.js';

const OCTETS_MAX = 8 << 20;
const LIGNES_MAX = 100_000;
const OID = /^[0-9]+(\.[0-9]+)+$/;

/** A file of correspondences that cannot be read whole: nothing of it is taken. */
export class ErreurCorrespondances extends Error {
  override readonly name = 'ErreurCorrespondances';
}

/**
 * Reads the exchange code of each local code: lines `oid_local;code_local;oid;code`, `#` begins a comment.
 *
 * @throws ErreurCorrespondances naming the line
 */
export function lireCorrespondances(fichier: string): Correspondances {
  const tables = new Map<string, Map<string, { code: string; oid: string }>>();
  const lignes = lireLignes(fichier);
  for (const [rang, ligne] of lignes.entries()) {
    const utile = ligne.replace(/#.*/, '').trim();
    if (utile === '') continue;
    const champs = utile.split(';').map((champ) => champ.trim());
    const [oidLocal = '', codeLocal = '', oid = '', code = ''] = champs;
    const refuser = (detail: string): ErreurCorrespondances =>
      new ErreurCorrespondances(`Correspondances : ${fichier}, ligne ${rang + 1} : ${detail}`);
    if (champs.length !== 4 || !OID.test(oidLocal) || !OID.test(oid) || codeLocal === '' || code === '') {
      throw refuser(
        'écrivez oid_local;code_local;oid;code, par exemple 1.2.250.1.999.1;CARDIO;1.2.250.1.213.3.3.12;013.',
      );
    }
    const table = tables.get(oidLocal) ?? new Map<string, { code: string; oid: string }>();
    tables.set(oidLocal, table);
    const connu = table.get(cleCode(codeLocal));
    if (connu !== undefined && (connu.code !== code || connu.oid !== oid)) {
      throw refuser(`le code ${codeLocal} a déjà une autre correspondance (${connu.code}) : n’en gardez qu’une.`);
    }
    table.set(cleCode(codeLocal), { code, oid });
  }
  return tables;
}

function lireLignes(fichier: string): string[] {
  try {
    const { size } = statSync(fichier);
    if (size > OCTETS_MAX) throw new Error(`${size} octets, ${OCTETS_MAX} au plus`);
    const lignes = readFileSync(fichier, 'utf8').split(/\r?\n/);
    if (lignes.length > LIGNES_MAX) throw new Error(`${lignes.length} lignes, ${LIGNES_MAX} au plus`);
    return lignes;
  } catch (cause) {
    throw new ErreurCorrespondances(
      `Correspondances : ${fichier} ne se lit pas (${(cause as Error).message}). Corrigez le chemin, ou les droits du fichier.`,
      { cause },
    );
  }
}
