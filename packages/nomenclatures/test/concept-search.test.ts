import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConceptNos, cleCode, motsDe, Nomenclatures, replierTexte } from '../src/index.js';

const nomenclatures = Nomenclatures.officielles();
const courants = (table: string): ConceptNos[] =>
  nomenclatures
    .table(table)!
    .concepts.map((row) => nomenclatures.resoudre(table, row.code, row.systeme))
    .filter((concept) => concept.statut === 'COURANT');

/** Brute force: the rule of the search, said again with nothing prepared. */
function bruteForce(table: string, texte: string): ConceptNos[] {
  const rang = (concept: ConceptNos): number => {
    const libelle = replierTexte(concept.libelle ?? '');
    const mots = motsDe(texte);
    if (texte.trim() === '') return 2;
    if (cleCode(concept.code) === cleCode(texte)) return 0;
    if (mots.length > 0 && libelle === mots.join(' ')) return 0;
    if (mots.length > 0 && libelle.startsWith(mots.join(' '))) return 1;
    if (mots.length > 0 && mots.every((mot) => libelle.split(' ').some((m) => m.startsWith(mot)))) return 2;
    const code = texte.trim().toUpperCase();
    const parCode = concept.code.toUpperCase().startsWith(code) || cleCode(concept.code).startsWith(cleCode(texte));
    return parCode ? 3 : 9;
  };
  const cle = (c: ConceptNos): string => `${rang(c)} ${c.code.padEnd(20)} ${c.table}`;
  return courants(table)
    .filter((concept) => rang(concept) < 9)
    .sort((a, b) => (cle(a) < cle(b) ? -1 : 1));
}

describe('chercher', () => {
  it('finds whatever the accents, the case, the ligatures and the order of words', () => {
    const codes = (texte: string): string[] => nomenclatures.chercher('J17', texte, 5).map((c) => c.code);
    expect(codes('CARDIOLOGIE GENERALE')).toEqual(['013']);
    expect(codes('générale cardio')).toEqual(['013']);
    expect(codes('13')[0]).toBe('013');
    expect(codes('013')[0]).toBe('013');
    expect(nomenclatures.chercher('J16', 'coeur artificiel', 3)[0]?.libelle).toMatch(/c(œ|oe)ur artificiel/i);
  });

  it('offers no obsolete code', () => {
    expect(nomenclatures.chercher('R211', '148', 5)).toEqual([]);
    expect(nomenclatures.chercher('R30', 'aquitaine', 5).map((c) => c.code)).toEqual(['75']);
  });

  it('gives the whole table in code order for an empty text, and nothing for a table that is not held', () => {
    expect(nomenclatures.chercher('R200', ' ', 99).map((c) => c.code)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
    expect(nomenclatures.chercher('R999', 'x', 9)).toEqual([]);
  });

  it('bounds what it gives', () => {
    for (const first of [0, -1, Number.NaN]) expect(nomenclatures.chercher('J17', 'a', first)).toEqual([]);
    expect(nomenclatures.chercher('J17', 'a', 2.7)).toHaveLength(2);
    expect(nomenclatures.chercher('J17', 'é'.repeat(1_000_000), 5)).toEqual([]);
  });

  it('gives what brute force gives, in the same order', () => {
    const libelles = courants('J17').map((c) => c.libelle!);
    const morceau = fc
      .tuple(fc.constantFrom(...libelles), fc.nat({ max: 30 }), fc.nat({ max: 12 }))
      .map(([libelle, debut, taille]) => libelle.slice(debut, debut + taille));
    const texte = fc.oneof(
      morceau,
      fc.tuple(morceau, morceau).map((p) => p.join(' ')),
      fc.nat({ max: 700 }).map(String),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('J17', 'J55', 'J186', 'R213'),
        texte,
        fc.nat({ max: 30 }),
        (table, question, first) => {
          const attendus = bruteForce(table, question).slice(0, first);
          expect(nomenclatures.chercher(table, question, first)).toEqual(attendus);
        },
      ),
      { numRuns: 150 },
    );
  });
});
