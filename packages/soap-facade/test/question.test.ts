import { OID_V1, type RechercheV1 } from '@inter-ror/csd';
import { JOURS_PAR_UNITE, normaliserRecherche } from '@inter-ror/exposure-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agesDeClasse } from '../src/search/age-classes.js';
import { classesDesAges, questionDe } from '../src/search/index.js';

const lieu = (type: string, code: string, distanceKm?: number): RechercheV1['destinations'][number] => ({
  type: { code: type, oid: OID_V1.typeDivision },
  code,
  ...(distanceKm === undefined ? {} : { distanceKm }),
});
const recherche = (more: Partial<RechercheV1>): RechercheV1 => ({
  classesAge: [],
  modesPriseEnCharge: [],
  activites: [],
  destinations: [lieu('1', '53')],
  ...more,
});

describe('a search v1 in the words of the contract', () => {
  it('places regions, départements and communes whatever the padding of their codes', () => {
    const cas: [RechercheV1['destinations'], unknown, string[]][] = [
      [[lieu('1', '4')], { territoire: { region: ['04'] } }, ['04']],
      [[lieu('001', '053')], { territoire: { region: ['53'] } }, ['53']],
      [[lieu('2', '1')], { territoire: { departement: ['01'] } }, ['84']],
      [[lieu('02', '2a')], { territoire: { departement: ['2A'] } }, ['94']],
      [[lieu('3', '1004')], { territoire: { commune: ['01004'] } }, ['84']],
      [[lieu('3', '75101')], { territoire: { commune: ['75101'] } }, ['11']],
      [[lieu('3', '29232', 30)], { proximite: { commune: '29232', distanceKm: 30 } }, ['53']],
      [
        [lieu('1', '11'), lieu('2', '29')],
        { et: [{ ou: [{ territoire: { region: ['11'] } }, { territoire: { departement: ['29'] } }] }] },
        ['11', '53'],
      ],
    ];
    for (const [destinations, criteres, regions] of cas) {
      const question = questionDe(recherche({ destinations }));
      expect(question.criteres).toEqual(criteres);
      expect([...question.regions].sort()).toEqual(regions);
    }
  });

  it('refuses by name what it cannot place', () => {
    for (const destination of [
      lieu('4', '53'),
      lieu('1', '99'),
      lieu('2', '99'),
      lieu('3', '99999'),
      lieu('1', 'x'),
      lieu('2', '29', 5),
    ]) {
      expect(() => questionDe(recherche({ destinations: [destination] }))).toThrow(/Recherche v1/);
    }
    expect(() => questionDe(recherche({ destinations: Array(51).fill(lieu('1', '53')) }))).toThrow(/50 au plus/);
  });

  it('keeps every class of age within the bounds of a search, all at once too', () => {
    const classesAge = ['1', '2', '3', '4', '5', '6', '10', '11'].map((code) => ({ code, oid: OID_V1.classeAge }));
    const { criteres, first } = questionDe(recherche({ classesAge, destinations: [lieu('1', '53'), lieu('1', '11')] }));
    expect(() => normaliserRecherche({ criteres, first })).not.toThrow();
    expect(first).toBe(199);
  });

  it('finds by a class exactly units whose answer names that class', () => {
    const borne = fc.record({
      valeur: fc.integer({ min: 0, max: 110 }),
      unite: fc.constantFrom('a', 'a', 'a', 'mo').map((code) => ({ code })),
    });
    const jours = ({ valeur, unite }: { valeur: number; unite: { code: string } }, plus = 0) =>
      (valeur + plus) * JOURS_PAR_UNITE[unite.code as 'a' | 'mo'];
    fc.assert(
      fc.property(borne, borne, fc.constantFrom('01', '02', '03', '04', '05', '06', '10', '11'), (min, max, classe) => {
        fc.pre(jours(min) <= jours(max));
        const trouvee = agesDeClasse(classe)!.some(({ age, uniteAge }) => {
          const j = age * JOURS_PAR_UNITE[uniteAge];
          return j >= jours(min) && j < jours(max, 1);
        });
        const nommees = classesDesAges(min, max);
        if (trouvee) expect(nommees).toContain(classe);
        // Bounds in whole years always meet an age that is looked for, of those below 75.
        if (min.unite.code === 'a' && max.unite.code === 'a' && classe !== '11' && nommees.includes(classe)) {
          expect(trouvee).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
