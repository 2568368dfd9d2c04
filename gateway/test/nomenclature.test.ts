import { Nomenclatures } from '@inter-ror/nomenclatures';
import { describe, expect, it } from 'vitest';
import { searchNomenclature } from '../src/answer/nomenclature.js';

const nomenclatures = Nomenclatures.officielles();
const ask = (table: string, texte?: string | null, first = 2) =>
  searchNomenclature({ table, first, ...(texte !== undefined && { texte }) }, nomenclatures) as {
    code: string;
    nomenclature: string;
  }[];
const codes = (table: string, texte?: string | null) => ask(table, texte).map(({ code }) => code);

describe('the concepts of a nomenclature', () => {
  it('are the first ones of the table when nothing is asked, communes like the others', () => {
    expect(codes('R227')).toEqual(['01', '02']);
    for (const texte of [undefined, null, '', ' ']) expect(codes('R13', texte)).toEqual(['75056', '13055']);
  });

  it('of the communes are found by their words, under any name of their table', () => {
    for (const table of ['R13', 'TRE_R13', 'TRE_R13-CommuneOM', 'urn:inter-ror:nos:TRE_R13']) {
      expect(ask(table, 'quimper', 1)).toMatchObject([{ code: '29232', nomenclature: 'TRE_R13-CommuneOM' }]);
    }
    expect(codes('R13', 'zzzz')).toEqual([]);
  });

  it('of a table that nobody knows are an error, not an empty list', () => {
    expect(() => ask('R999999')).toThrow('« R999999 »');
  });
});
