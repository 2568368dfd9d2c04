import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CleOffre, cleNom, comparerCles, distanceM, estDecroissant, TRIS } from '../src/search/index.js';

const id = fc.constantFrom('A', 'B', 'a', 'é', '10', '9', 'UE-1');
const cles = {
  DISTANCE: fc.record({ valeur: fc.constantFrom(0, 1, 500, Number.POSITIVE_INFINITY), id }),
  NOM: fc.record({ valeur: fc.constantFrom('', 'a', 'ab', 'b', 'é', '𝒜'), id }),
  MISE_A_JOUR: fc.record({ valeur: fc.constantFrom(-1, 0, 1.7e12), id }),
  DISPONIBILITE: fc.record({ valeur: fc.constantFrom(0, 1, 7), id }),
  PERTINENCE: fc.record({ valeur: fc.constantFrom(0, 1, 2), id }),
} satisfies Record<(typeof TRIS)[number], fc.Arbitrary<CleOffre>>;

describe.each(TRIS)('the total order %s', (tri) => {
  const cle = cles[tri] as fc.Arbitrary<CleOffre>;

  it('is antisymmetric, and equal only for the same value and id', () => {
    fc.assert(
      fc.property(cle, cle, (a, b) => {
        const avant = Math.sign(comparerCles(tri, a, b));
        expect(avant + Math.sign(comparerCles(tri, b, a))).toBe(0);
        expect(avant === 0).toBe(a.valeur === b.valeur && a.id === b.id);
      }),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(cle, cle, cle, (a, b, c) => {
        fc.pre(comparerCles(tri, a, b) <= 0 && comparerCles(tri, b, c) <= 0);
        expect(comparerCles(tri, a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('puts ids in order of code units when values are equal, whatever the direction', () => {
    const valeur = tri === 'NOM' ? 'x' : 3;
    expect(comparerCles(tri, { valeur, id: 'A' }, { valeur, id: 'a' })).toBeLessThan(0);
  });
});

describe('the direction of a sort', () => {
  it('descends for last update and availability only', () => {
    expect(TRIS.filter(estDecroissant)).toEqual(['MISE_A_JOUR', 'DISPONIBILITE']);
    expect(comparerCles('MISE_A_JOUR', { valeur: 2, id: 'z' }, { valeur: 1, id: 'a' })).toBeLessThan(0);
    expect(comparerCles('DISTANCE', { valeur: 2, id: 'z' }, { valeur: Infinity, id: 'a' })).toBeLessThan(0);
  });
});

describe('the name key', () => {
  it('is folded and at most 120 characters', () => {
    expect(cleNom('Œuvre d’Évreux — Unité')).toBe('oeuvre d evreux unite');
    expect(cleNom('é'.repeat(500))).toHaveLength(120);
  });
});

describe('the distance', () => {
  it('is symmetric, in whole metres, null on the spot and at most half the Earth', () => {
    const degres = (max: number) => fc.double({ min: -max, max, noNaN: true });
    fc.assert(
      fc.property(degres(90), degres(180), degres(90), degres(180), (latA, lonA, latB, lonB) => {
        const metres = distanceM(latA, lonA, latB, lonB);
        expect(Number.isInteger(metres)).toBe(true);
        expect(metres).toBe(distanceM(latB, lonB, latA, lonA));
        expect(metres).toBeLessThanOrEqual(20_015_200);
        expect(distanceM(latA, lonA, latA, lonA)).toBe(0);
      }),
    );
  });

  it('is right between Quimper and Brest to one part in a thousand', () => {
    expect(distanceM(47.996, -4.1025, 48.3904, -4.4861)).toBeGreaterThan(52_000);
    expect(distanceM(47.996, -4.1025, 48.3904, -4.4861)).toBeLessThan(52_300);
  });
});
