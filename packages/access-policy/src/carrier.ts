import { cleCode } from '@inter-ror/nomenclatures';
import { type Champ, NIVEAUX, type Niveau, TABLE } from './table.js';

const MS = new Set(TABLE.champs.MS.map(cleCode));
const VILLE = new Set(TABLE.champs.VILLE.map(cleCode));

/** The field of activity that rules look at: of an organisation in several fields, only what all of them are. */
export function champDe(codes: readonly string[]): Champ {
  if (codes.length === 0) return 'AUTRE';
  const cles = codes.map(cleCode);
  if (cles.every((cle) => MS.has(cle))) return 'MS';
  return cles.every((cle) => VILLE.has(cle)) ? 'VILLE' : 'AUTRE';
}

const PAR_CLE: ReadonlyMap<string, Niveau> = new Map(NIVEAUX.map((niveau) => [cleCode(String(niveau)), niveau]));

/** The level of a TRE_R283 code; one that is not known is taken for the most restricted. */
export function niveauDuCode(code: string): Niveau {
  return PAR_CLE.get(cleCode(code)) ?? 3;
}
