import { OIDS } from '@inter-ror/nomenclatures';
import { describe, expect, it } from 'vitest';
import { estUnite, type OrganisationInterne } from '../src/index.js';

describe('an elementary unit', () => {
  it('is told by its type, written with leading zeros or without', () => {
    const de = (...codes: string[]) =>
      estUnite({ types: codes.map((code) => ({ code, oid: OIDS.typeOrganisationInterne })) } as OrganisationInterne);
    expect([de('4'), de('04'), de('3', '4')]).toEqual([true, true, true]);
    expect([de('3'), de('40'), de()]).toEqual([false, false, false]);
  });
});
