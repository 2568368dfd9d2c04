import type { Code } from '@inter-ror/exposure-model';
import { cleCode, type Nomenclatures } from '@inter-ror/nomenclatures';

/** Whether a code is one of these, whatever its padding. */
export function estUnDe(code: Code | undefined, codes: ReadonlySet<string>): boolean {
  return code !== undefined && codes.has(cleCode(code.code));
}

export function cles(...codes: string[]): ReadonlySet<string> {
  return new Set(codes.map(cleCode));
}

/** Whether the tables know the code. */
export function connu(nomenclatures: Nomenclatures, table: string, code: Code | undefined): boolean {
  return code !== undefined && nomenclatures.resoudre(table, code.code).statut !== 'INCONNU';
}
