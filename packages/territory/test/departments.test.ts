import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  departementDeCommune,
  departements,
  regionDeCommune,
  regionDuDepartement,
  regions,
} from '../src/departments.js';

const CODES_R30 = '01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94'.split(' ');

describe('Regions and départements', () => {
  it('are the 18 regions, by their codes of TRE_R30', () => {
    expect(regions().map((region) => region.code)).toEqual(CODES_R30);
    expect(regions().find((region) => region.code === '11')?.nom).toBe('Île-de-France');
  });

  it('are the 101 départements, each in one of the 18 regions', () => {
    expect(departements()).toHaveLength(101);
    for (const departement of departements()) {
      expect(CODES_R30).toContain(departement.region);
      expect(regionDuDepartement(departement.code)).toBe(departement.region);
    }
    expect(regionDuDepartement('2a')).toBe('94');
    expect(regionDuDepartement('975')).toBeUndefined();
    expect(regionDuDepartement('20')).toBeUndefined();
  });

  it('are told from the code of a commune alone', () => {
    expect(['29232', '2A004', '2b033', '97411', '97611', '75112', '01053'].map(departementDeCommune)).toEqual([
      '29',
      '2A',
      '2B',
      '974',
      '976',
      '75',
      '01',
    ]);
    expect(['29232', '2A004', '97411', '97105'].map(regionDeCommune)).toEqual(['53', '94', '04', '01']);
    expect(['', '2923', '292322', 'abcde', '00001', '20001', '99138'].map(departementDeCommune)).toEqual(
      Array(7).fill(undefined),
    );
    expect(regionDeCommune('97502')).toBeUndefined();
  });

  it('never throw on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (code) => {
        const departement = departementDeCommune(code);
        if (departement !== undefined) expect(code.toUpperCase().startsWith(departement)).toBe(true);
        expect(regionDeCommune(code)).toBe(departement === undefined ? undefined : regionDuDepartement(departement));
      }),
    );
  });
});
