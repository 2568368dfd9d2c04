import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estDate, estDateHeure, estHeure } from '../src/lexical/dates.js';
import { ecrireDecimal, lireDecimal, lireDouble, lireEntier } from '../src/lexical/numbers.js';
import { echapperAttribut, echapperTexte } from '../src/writer/escape.js';

describe('simple types of the schema', () => {
  it('accepts the dates and hours of XML Schema', () => {
    for (const d of ['2024-02-29', '2000-02-29', '1999-12-31Z', '2024-01-01+14:00', '2024-01-01-05:30']) {
      expect([d, estDate(d)]).toEqual([d, true]);
    }
    for (const h of ['00:00:00', '23:59:59.999', '24:00:00', '08:30:00Z', '08:30:00+01:00']) {
      expect([h, estHeure(h)]).toEqual([h, true]);
    }
    for (const i of ['2024-01-01T00:00:00', '2024-01-01T23:59:59.1-02:00'])
      expect([i, estDateHeure(i)]).toEqual([i, true]);
  });

  it('refuses those that do not exist', () => {
    for (const d of [
      '',
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-00-01',
      '2024-04-31',
      '24-01-01',
      '2024-1-1',
      '01/02/2024',
      '2024-01-01T00:00:00',
      '2024-01-01+15:00',
      '2024-01-01Zx',
      'aaaa-01-01',
    ]) {
      expect([d, estDate(d)]).toEqual([d, false]);
    }
    for (const h of ['', '8:00:00', '08:00', '24:00:01', '08:60:00', '08:00:60', '08:00:00.', '08:00:00Zx', '08h00']) {
      expect([h, estHeure(h)]).toEqual([h, false]);
    }
    for (const i of ['2024-01-01', '2024-01-01 00:00:00', '2024-01-01T', '2024-01-01T00:00', 'T00:00:00']) {
      expect([i, estDateHeure(i)]).toEqual([i, false]);
    }
  });

  it('agrees with the calendar on every date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), fc.nat(15), fc.nat(35), (a, m, j) => {
        const texte = `${a}-${String(m).padStart(2, '0')}-${String(j).padStart(2, '0')}`;
        const date = new Date(`${texte}T00:00:00Z`);
        const existe = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(texte);
        expect(estDate(texte)).toBe(existe);
      }),
    );
  });

  it('reads numbers strictly', () => {
    for (const v of ['', ' ', '1e3', '0x10', '1 000', '12a', '--1', 'NaN', 'Infinity', 'INF', '1_0', '.']) {
      expect([v, lireEntier(v), lireDecimal(v)]).toEqual([v, undefined, undefined]);
    }
    expect(lireDouble('1e3')).toBe(1000);
    expect(lireDouble('1e999')).toBeUndefined();
    expect([lireEntier('-0'), lireDecimal('-0.0')]).toEqual([0, 0]);
    expect([lireDecimal('.5'), lireDecimal('5.'), lireDecimal('+5')]).toEqual([0.5, 5, 5]);
  });

  it('writes any decimal without exponent, and reads it back exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        const texte = ecrireDecimal(n);
        expect(texte).toMatch(/^-?[0-9]+(\.[0-9]+)?$/);
        expect(lireDecimal(texte)).toBe(n + 0);
      }),
    );
  });

  it('replaces only the characters that XML 1.0 cannot carry', () => {
    expect(echapperTexte('a\0b\u0085c\n\t\r\ud800<>&"')).toBe('a\ufffdb\u0085c\n\t&#13;\ufffd&lt;&gt;&amp;"');
    expect(echapperAttribut('\n\t"\uffff🚑')).toBe('&#10;&#9;&quot;\ufffd🚑');
  });
});
