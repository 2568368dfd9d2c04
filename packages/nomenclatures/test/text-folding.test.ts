import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { motsDe, replierTexte, replierUnicode } from '../src/text-folding.js';

const latin = fc.string({
  unit: fc.constantFrom(...'abcXYZ019 éÈêëàÂçîïôûüÿŒœÆæßñ’\'"–-—.,;()/&½ª°·ŀĳıđ\u0301\u00a0\t'.split('')),
});

describe('replierTexte', () => {
  it('forgets case, accents, ligatures, apostrophes, hyphens and spaces', () => {
    expect(replierTexte('  Centre d’Hémodialyse — CŒUR-&-Vaisseaux ')).toBe('centre d hemodialyse coeur vaisseaux');
    expect(replierTexte("L'Haÿ-les-Roses")).toBe('l hay les roses');
    expect(replierTexte('E\u0301cho')).toBe('echo');
    expect(replierTexte('curriculum vitæ')).toBe('curriculum vitae');
    expect(replierTexte('')).toBe('');
    expect(replierTexte('…')).toBe('');
  });

  it('gives by its quick way what Unicode rules give', () => {
    const quickAndSlow = (text: string): void => {
      expect(replierTexte(text)).toBe(replierUnicode(text));
    };
    fc.assert(fc.property(latin, quickAndSlow), { numRuns: 500 });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), quickAndSlow), { numRuns: 500 });
    for (let code = 0; code < 0x2100; code++) quickAndSlow(`a${String.fromCharCode(code)}b`);
  });

  it('is idempotent, on short and long texts', () => {
    fc.assert(
      fc.property(fc.oneof(latin, fc.string({ unit: 'binary', maxLength: 600 })), (text) => {
        expect(replierTexte(replierTexte(text))).toBe(replierTexte(text));
      }),
      { numRuns: 300 },
    );
    expect(replierTexte('É '.repeat(2000))).toBe('e '.repeat(2000).trim());
  });

  it('splits into words that are already folded', () => {
    expect(motsDe("Soins de l'œil")).toEqual(['soins', 'de', 'l', 'oeil']);
    expect(motsDe(' - ')).toEqual([]);
    fc.assert(
      fc.property(latin, (text) => {
        expect(motsDe(text).join(' ')).toBe(replierTexte(text));
      }),
    );
  });
});
