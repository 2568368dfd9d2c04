import { Nomenclatures } from '@inter-ror/nomenclatures';
import { describe, expect, it } from 'vitest';
import { Vocabulaire } from '../src/spelling/index.js';
import { suggestions } from '../src/suggest/index.js';

const nomenclatures = Nomenclatures.officielles();
const vocabulaire = new Vocabulaire(nomenclatures);

describe('a misspelt search', () => {
  it.each([
    ['cardiolgie', 'cardiologie'],
    ['Cardiolgoie pediatrique', 'cardiologie pediatrique'],
    ['réanimaton', 'réanimation'],
    ['scaner', 'scanner'],
    ['SSR Finistèr', undefined],
    ['IRM', undefined],
    ['cardio', undefined],
    ['xyzzy', undefined],
    ['', undefined],
  ])('« %s » was probably « %s »', (typed, meant) => {
    expect(vocabulaire.corriger(typed)).toBe(meant);
  });

  it('is suggested right as it is typed', () => {
    const texts = suggestions('cardiolgie', { nomenclatures, vocabulaire }).map(({ texte }) => texte.toLowerCase());
    expect(texts.some((texte) => texte.startsWith('cardiologie'))).toBe(true);
    expect(suggestions('IRM près de Renes', { nomenclatures, vocabulaire })).toContainEqual({
      texte: 'IRM près de Rennes',
      sorte: 'commune',
    });
  });

  it('is read in bounded time', () => {
    const started = performance.now();
    vocabulaire.corriger('abcdefghijklmnopqrstuvwxyz '.repeat(8));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
