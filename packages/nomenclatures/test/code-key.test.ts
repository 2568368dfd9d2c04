import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleCode } from '../src/code-key.js';

describe('cleCode', () => {
  it('gives one key to a code whatever its padding', () => {
    expect(['13', '013', '0013', ' 013 '].map(cleCode)).toEqual(['13', '13', '13', '13']);
    expect(['0', '00', '000'].map(cleCode)).toEqual(['0', '0', '0']);
    expect(cleCode('sa05 ')).toBe('SA05');
    expect(cleCode('2.1.1.1')).toBe('2.1.1.1');
    expect(cleCode('')).toBe('');
  });

  it('is idempotent and never throws, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (code) => {
        expect(cleCode(cleCode(code))).toBe(cleCode(code));
      }),
      { numRuns: 300 },
    );
  });

  it('tells numbers apart and forgets any number of leading zeros', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat({ max: 6 }), (a, b, zeros) => {
        expect(cleCode('0'.repeat(zeros) + a)).toBe(String(a));
        expect(cleCode(String(a)) === cleCode(`0${b}`)).toBe(a === b);
      }),
    );
  });
});
