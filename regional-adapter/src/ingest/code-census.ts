import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { communeParCode } from '@inter-ror/territory';
import type { CodeCompte } from '../store/index.js';
import { detacher } from './detached-string.js';

/** Different codes followed: an export beyond has something other than codes in them. */
const CODES_MAX = 100_000;

/** Counts every code of the records, by table, then tells those that their table does not hold or holds as ended. */
export class CodeCensus {
  readonly #parTable = new Map<string, Map<string, number>>();
  #nombre = 0;

  /** Counts the codes of a record, wherever they are in it. */
  recenser(valeur: object): void {
    if (Array.isArray(valeur)) {
      for (const element of valeur) if (typeof element === 'object' && element !== null) this.recenser(element);
      return;
    }
    const { code, oid } = valeur as { code?: unknown; oid?: unknown };
    if (typeof code === 'string' && typeof oid === 'string') {
      this.#compter(oid, code);
      return;
    }
    for (const cle in valeur) {
      const element = (valeur as Record<string, unknown>)[cle];
      if (typeof element === 'object' && element !== null) this.recenser(element);
    }
  }

  /** Codes not held and codes ended, the most frequent first. Tables of which no row is held judge nothing. */
  juger(nomenclatures: Nomenclatures): { inconnus: CodeCompte[]; obsoletes: CodeCompte[] } {
    const inconnus: CodeCompte[] = [];
    const obsoletes: CodeCompte[] = [];
    for (const [reference, codes] of this.#parTable) {
      const tenue = nomenclatures.table(reference) !== undefined;
      for (const [code, occurrences] of codes) {
        const { table, libelle, statut } = nomenclatures.resoudre(reference, code);
        const compte = { table, code, libelle, occurrences };
        if (statut === 'OBSOLETE') obsoletes.push(compte);
        else if (statut === 'INCONNU' && (tenue || table === reference || estCommuneInconnue(table, code))) {
          inconnus.push(compte);
        }
      }
    }
    return { inconnus: inconnus.sort(plusFrequent), obsoletes: obsoletes.sort(plusFrequent) };
  }

  #compter(oid: string, code: string): void {
    let codes = this.#parTable.get(oid);
    if (codes === undefined) {
      if (this.#nombre >= CODES_MAX) return;
      codes = new Map();
      this.#parTable.set(detacher(oid), codes);
    }
    const nombre = codes.get(code);
    if (nombre !== undefined) codes.set(code, nombre + 1);
    else if (this.#nombre < CODES_MAX) {
      this.#nombre++;
      codes.set(detacher(code), 1);
    }
  }
}

/** Communes are not a table of the nomenclatures: the Code officiel géographique holds them. */
function estCommuneInconnue(table: string, code: string): boolean {
  return table.startsWith('TRE_R13-') && communeParCode(code.trim().padStart(5, '0')) === undefined;
}

function plusFrequent(a: CodeCompte, b: CodeCompte): number {
  return b.occurrences - a.occurrences || (a.code < b.code ? -1 : 1);
}
