import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comprendreQuestion } from '../src/question/index.js';
import { criteresDe, lireEtat } from '../src/search/index.js';

const criteres = (q: string, codes: string[] = []) =>
  criteresDe(lireEtat(new URLSearchParams({ q }), codes.length > 0 ? 'region' : 'france'), codes);

describe('a typed question', () => {
  it.each([
    ['IRM', { texte: 'IRM' }],
    ['cardiologie pédiatrique près de Rennes', { texte: 'cardiologie pédiatrique', pres: 'Rennes' }],
    ['IRM près de Quimper à moins de 30 km', { texte: 'IRM', pres: 'Quimper', rayonKm: 30 }],
    ['scanner autour du Mans, 12,5 km', { texte: 'scanner', pres: 'Mans', rayonKm: 12.5 }],
    ['EHPAD Alzheimer lits disponibles', { texte: 'EHPAD Alzheimer', libre: true }],
    ['EHPAD avec places libres près d’Auray', { texte: 'EHPAD', libre: true, pres: 'Auray' }],
    ['dialyse 72 ans', { texte: 'dialyse', age: { valeur: 72, unite: 'a' } }],
    ['urgences pour un enfant de 3 mois', { texte: 'urgences', age: { valeur: 3, unite: 'mo' } }],
    ['SSR en Bretagne', { texte: 'SSR', dans: { lieu: 'Bretagne', avec: 'SSR en Bretagne' } }],
    [
      'hospitalisation à domicile',
      { texte: 'hospitalisation', dans: { lieu: 'domicile', avec: 'hospitalisation à domicile' } },
    ],
  ])('« %s »', (question, read) => {
    expect(comprendreQuestion(question)).toEqual(read);
  });

  it('becomes criteria of the contract', () => {
    expect(criteres('cardiologie près de Rennes').criteres).toEqual({
      texte: 'cardiologie',
      proximite: { commune: '35238', distanceKm: 50 },
    });
    expect(criteres('SSR dans le Finistère').criteres).toEqual({ texte: 'SSR', territoire: { departement: ['29'] } });
    expect(criteres('maternité en Bretagne').criteres).toEqual({ texte: 'maternité', territoire: { region: ['53'] } });
    expect(criteres('IRM à Quimper').criteres).toEqual({ texte: 'IRM', territoire: { commune: ['29232'] } });
    expect(criteres('IRM', ['53']).criteres).toEqual({ texte: 'IRM', et: [{ territoire: { region: ['53'] } }] });
  });

  it('keeps as text what is no territory', () => {
    expect(criteres('hospitalisation à domicile').criteres).toEqual({ texte: 'hospitalisation à domicile' });
  });

  it('says that a place is unknown, and names the homonyms of one that several communes share', () => {
    expect(criteres('IRM près de Xyzzyville').avis).toEqual([
      'Aucune commune ne s’appelle « Xyzzyville » : le lieu n’est pas pris en compte.',
    ]);
    const { autour, homonymes } = criteres('IRM près de Saint-Denis');
    expect(autour?.nom).toBe('Saint-Denis');
    expect(homonymes.length).toBeGreaterThan(0);
  });

  it('never fails, whatever is typed, and reads it in bounded time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 300 })), (q) => {
        const started = performance.now();
        expect(typeof comprendreQuestion(q).texte).toBe('string');
        criteres(q);
        expect(performance.now() - started).toBeLessThan(1_000);
      }),
      { numRuns: 300 },
    );
  });
});
