import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Nomenclatures, OIDS, systemeNos } from '../src/index.js';
import { lireTable } from '../src/table-format.js';
import type { TableNos } from '../src/table-types.js';

const nomenclatures = Nomenclatures.officielles();

function table(name: string, concepts: unknown[], extra: Record<string, unknown> = {}): TableNos {
  const kind = name.startsWith('TRE') ? 'CodeSystem' : 'ValueSet';
  const system = name.startsWith('TRE') ? systemeNos(name) : systemeNos('TRE_R211-Essai');
  return lireTable({ table: name, kind, system, url: systemeNos(name), complete: true, concepts, ...extra }, name);
}

describe('resoudre', () => {
  it('reads codes of a table that only its subset lists, under the identity of the table', () => {
    const concept = nomenclatures.resoudre(OIDS.activiteOperationnelle, '13');
    expect(concept).toEqual({
      code: '013',
      libelle: 'Cardiologie générale',
      table: 'TRE_R211-ActiviteOperationnelle',
      oid: '1.2.250.1.213.3.3.12',
      systeme: systemeNos('TRE_R211-ActiviteOperationnelle'),
      statut: 'COURANT',
    });
    expect(nomenclatures.resoudre('J17', '0013')).toEqual(concept);
  });

  it('keeps an ended code with its label, and says that it is obsolete', () => {
    expect(nomenclatures.resoudre('J17', '148')).toMatchObject({
      code: '148',
      libelle: 'Urgences spécialisées cardiologiques',
      statut: 'OBSOLETE',
    });
    expect(nomenclatures.resoudre('J17', '0148')).toBe(nomenclatures.resoudre('J17', '148'));
    expect(nomenclatures.resoudre('R213', '14')).toMatchObject({
      libelle: 'Hospitalisation kangourou',
      statut: 'OBSOLETE',
    });
    expect(nomenclatures.resoudre('R30', '72').statut).toBe('OBSOLETE');
  });

  it('keeps an unknown code as received', () => {
    expect(nomenclatures.resoudre('R211', '09999')).toMatchObject({
      code: '09999',
      libelle: null,
      table: 'TRE_R211-ActiviteOperationnelle',
      statut: 'INCONNU',
    });
    expect(nomenclatures.resoudre('9.9.9', 'x')).toEqual({
      code: 'x',
      libelle: null,
      table: '9.9.9',
      oid: '9.9.9',
      systeme: null,
      statut: 'INCONNU',
    });
  });

  it('gives each row of a subset the identity of the table it comes from', () => {
    expect(nomenclatures.resoudre('J55', 'sa05').table).toBe('TRE_R02-SecteurActivite');
    expect(nomenclatures.resoudre('J55', '355').table).toBe('TRE_R66-CategorieEtablissement');
    expect(nomenclatures.resoudre('J225', 'MSSANTE').table).toBe('TRE_R256-TypeMessagerie');
    expect(nomenclatures.resoudre('J236', '42').table).toBe('TRE_R345-TypeIdentifiantAutre');
  });

  it('tells apart the same code of two systems of one subset', () => {
    const r356 = systemeNos('TRE_R356-ProfessionRessource');
    expect(nomenclatures.resoudre('J229', '86').libelle).toBe('Technicien de laboratoire médical');
    expect(nomenclatures.resoudre('J229', '86', r356).libelle).toBe('Infirmier en pratique avancée (IPA)');
  });

  it('accepts both OIDs of the type of territorial division, and table names that the published XSD misspells', () => {
    expect(nomenclatures.resoudre('1.2.250.1.213.2.3.2', '3').libelle).toBe('Commune');
    expect(nomenclatures.resoudre('1.2.250.1.213.3.3.2', '3').libelle).toBe('Commune');
    expect(nomenclatures.resoudre('TRE_R13-ModePriseEnCharge', '28').table).toBe('TRE_R213-ModePriseEnCharge');
    expect(nomenclatures.resoudre('TRE_R327-NiveauDependance', '02').libelle).toBe('GIR 3-4');
    expect(nomenclatures.resoudre('TRE_R212-EquipementSpecifique', '94').libelle).toBe('Mammographe');
  });

  it('counts as obsolete a code that the table has and that no subset opens to entry', () => {
    const held = new Nomenclatures(
      [
        table('TRE_R211-Essai', [
          ['1', 'Un'],
          ['2', 'Deux'],
          ['3', 'Trois', null, '2020-01-01'],
        ]),
        table('JDV_J17-Essai', [['1', 'Un']]),
      ],
      '2026-01-01',
    );
    expect(['1', '2', '3', '4'].map((code) => held.resoudre('J17', code).statut)).toEqual([
      'COURANT',
      'OBSOLETE',
      'OBSOLETE',
      'INCONNU',
    ]);
    expect(held.resoudre('R211', '2').statut).toBe('OBSOLETE');
    expect(held.resoudre('J17', '2').libelle).toBe('Deux');
    expect(held.chercher('R211', '', 9).map((c) => c.code)).toEqual(['1']);
  });

  it('ends a code on its day, not before', () => {
    const rows = [['1', 'Un', null, '2026-07-01']];
    const statut = (jour: string): string =>
      new Nomenclatures([table('TRE_R211-Essai', rows)], jour).resoudre('R211', '1').statut;
    expect([statut('2026-06-30'), statut('2026-07-01')]).toEqual(['COURANT', 'OBSOLETE']);
  });

  it('never throws and always gives the code back, on any reference and code', () => {
    const reference = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('R211', 'J55', 'J186', 'A14', OIDS.langue),
    );
    fc.assert(
      fc.property(reference, fc.string({ unit: 'binary' }), (ref, code) => {
        const concept = nomenclatures.resoudre(ref, code);
        if (concept.statut === 'INCONNU') expect(concept.code).toBe(code);
        else expect(concept.libelle).not.toBeNull();
        expect(nomenclatures.resoudre(ref, code)).toBe(concept);
      }),
      { numRuns: 300 },
    );
  });
});
