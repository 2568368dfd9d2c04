import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  comparer,
  ErreurNomenclature,
  enregistrerTable,
  formaterDifference,
  importer,
  Nomenclatures,
} from '../src/index.js';

const SYSTEME = 'https://mos.esante.gouv.fr/NOS/TRE_R240-TemporaliteAccueil/FHIR/TRE-R240-TemporaliteAccueil';
const codeSystem = {
  resourceType: 'CodeSystem',
  id: 'TRE-R240-TemporaliteAccueil',
  url: SYSTEME,
  identifier: [{ system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.250.1.213.3.3.31' }],
  version: '20270101120000',
  name: 'TRE_R240_TemporaliteAccueil',
  status: 'active',
  date: '2027-01-01T12:00:00+01:00',
  publisher: 'Agence du Numérique en Santé (ANS)',
  content: 'complete',
  concept: [
    { code: '01', display: 'Temporaire, ou de re\u0301pit' },
    {
      code: '02',
      display: 'Permanent',
      property: [
        { code: 'dateValid', valueDateTime: '2018-01-01T00:00:00+01:00' },
        { code: 'dateFin', valueDateTime: '2020-01-01T00:00:00+01:00' },
        { code: 'status', valueCode: 'deprecated' },
      ],
    },
    {
      code: '03',
      display: 'Séquentiel',
      concept: [{ code: '04', display: 'De jour', property: [{ code: 'status', valueCode: 'retired' }] }],
    },
  ],
};
const valueSet = {
  resourceType: 'ValueSet',
  url: 'https://mos.esante.gouv.fr/NOS/JDV_J30-TemporaliteAccueil-ROR/FHIR/JDV-J30-TemporaliteAccueil-ROR',
  version: '20270101120000',
  compose: {
    include: [
      { system: SYSTEME, concept: [{ code: '01', display: 'Temporaire' }, { code: '03' }] },
      { system: 'urn:autre', concept: [{ code: 'X', display: 'Autre' }] },
    ],
  },
};

describe('importer', () => {
  it('takes a CodeSystem: identity, nested concepts, ended concepts with their day', () => {
    const table = importer(codeSystem);
    expect(table).toMatchObject({
      name: 'TRE_R240-TemporaliteAccueil',
      shortName: 'R240',
      kind: 'CodeSystem',
      oid: '1.2.250.1.213.3.3.31',
      system: SYSTEME,
      version: '20270101120000',
      date: '2027-01-01',
      complete: true,
      count: 4,
    });
    expect(table.concepts.map((c) => [c.code, c.libelle, c.fin])).toEqual([
      ['01', 'Temporaire, ou de répit', null],
      ['02', 'Permanent', '2020-01-01'],
      ['03', 'Séquentiel', null],
      ['04', 'De jour', 'OBSOLETE'],
    ]);
  });

  it('takes a ValueSet that lists its codes, of several systems', () => {
    const table = importer(valueSet);
    expect(table).toMatchObject({
      name: 'JDV_J30-TemporaliteAccueil-ROR',
      kind: 'ValueSet',
      system: SYSTEME,
      oid: null,
    });
    expect(table.concepts.map((c) => [c.code, c.libelle, c.systeme])).toEqual([
      ['01', 'Temporaire', SYSTEME],
      ['03', null, SYSTEME],
      ['X', 'Autre', 'urn:autre'],
    ]);
  });

  it('takes an expanded ValueSet rather than its definition', () => {
    const contains = [
      { system: SYSTEME, code: '01', display: 'Temporaire' },
      {
        abstract: true,
        display: 'Groupe',
        contains: [{ system: SYSTEME, code: '02', display: 'Permanent', inactive: true }],
      },
    ];
    const table = importer({
      ...valueSet,
      compose: { include: [{ system: SYSTEME }] },
      expansion: { total: 2, contains },
    });
    expect(table.concepts.map((c) => [c.code, c.fin])).toEqual([
      ['01', null],
      ['02', 'OBSOLETE'],
    ]);
  });

  const refusals: [string, unknown, string][] = [
    ['no object', 'x', 'FORME_INCONNUE'],
    ['null', null, 'FORME_INCONNUE'],
    ['another resource', { resourceType: 'Patient' }, 'FORME_INCONNUE'],
    ['no table name', { ...codeSystem, url: 'http://x', name: '../../etc/passwd', id: 'x' }, 'TABLE_SANS_NOM'],
    ['a name that leaves the folder', { ...codeSystem, url: undefined, name: 'TRE_R1-../x', id: '' }, 'TABLE_SANS_NOM'],
    ['no content', { ...codeSystem, content: 'not-present' }, 'TABLE_NON_ENUMEREE'],
    ['no concept', { ...codeSystem, concept: [] }, 'TABLE_NON_ENUMEREE'],
    ['a whole system by reference', { ...valueSet, compose: { include: [{ system: SYSTEME }] } }, 'TABLE_NON_ENUMEREE'],
    ['a filter', { ...valueSet, compose: { include: [{ system: SYSTEME, filter: [] }] } }, 'TABLE_NON_ENUMEREE'],
    ['an exclusion', { ...valueSet, compose: { ...valueSet.compose, exclude: [] } }, 'TABLE_NON_ENUMEREE'],
    [
      'a truncated expansion',
      { ...valueSet, expansion: { total: 9, contains: [{ code: '1' }] } },
      'TABLE_NON_ENUMEREE',
    ],
    ['a code twice', { ...codeSystem, concept: [{ code: '1' }, { code: '1' }] }, 'CODE_EN_DOUBLE'],
    ['an empty code', { ...codeSystem, concept: [{ code: ' ' }] }, 'CONCEPT_INVALIDE'],
    ['a number as code', { ...codeSystem, concept: [{ code: 1 }] }, 'CONCEPT_INVALIDE'],
    ['a code too long', { ...codeSystem, concept: [{ code: 'x'.repeat(65) }] }, 'CONCEPT_INVALIDE'],
    ['a control character', { ...codeSystem, concept: [{ code: '1', display: 'a\u0000b' }] }, 'CONCEPT_INVALIDE'],
    ['a label too long', { ...codeSystem, concept: [{ code: '1', display: 'x'.repeat(1001) }] }, 'CONCEPT_INVALIDE'],
    ['a concept that is none', { ...codeSystem, concept: [null] }, 'FORME_INCONNUE'],
    ['concepts that are no list', { ...codeSystem, concept: {} }, 'METADONNEE_INVALIDE'],
    ['a version that is no text', { ...codeSystem, version: {} }, 'METADONNEE_INVALIDE'],
    [
      'too many concepts',
      { ...codeSystem, concept: Array.from({ length: 50_001 }, (_, i) => ({ code: `${i}` })) },
      'TROP_GRAND',
    ],
    ['too deep a nesting', { ...codeSystem, concept: [nested(20)] }, 'TROP_GRAND'],
  ];
  it.each(refusals)('refuses %s', (_what, json, code) => {
    expect(() => importer(json)).toThrow(expect.objectContaining({ name: 'ErreurNomenclature', code }));
  });

  it('throws nothing but its own errors, on any JSON', () => {
    const around = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((concept) => ({ ...codeSystem, concept })),
      fc.jsonValue().map((concept) => ({ ...codeSystem, concept: [concept, { code: '1', property: concept }] })),
      fc.jsonValue().map((compose) => ({ ...valueSet, compose, identifier: compose })),
      fc.jsonValue().map((expansion) => ({ ...valueSet, expansion })),
    );
    fc.assert(
      fc.property(around, (json) => {
        try {
          importer(json);
        } catch (error) {
          expect(error).toBeInstanceOf(ErreurNomenclature);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function nested(depth: number): object {
  return depth === 0 ? { code: 'fin' } : { code: `n${depth}`, concept: [nested(depth - 1)] };
}

describe('comparer', () => {
  it('says what was added, renamed, ended and opened again', () => {
    const avant = importer(codeSystem);
    const apres = importer({
      ...codeSystem,
      concept: [
        { code: '01', display: 'Temporaire' },
        { code: '02', display: 'Permanent' },
        { code: '05', display: 'De nuit' },
      ],
    });
    const difference = comparer(avant, apres, '2027-01-01');
    expect(difference.ajoutes.map((c) => c.code)).toEqual(['05']);
    expect(difference.renommes.map((r) => [r.avant.libelle, r.apres.libelle])).toEqual([
      ['Temporaire, ou de répit', 'Temporaire'],
    ]);
    expect(difference.termines.map((c) => c.code)).toEqual(['03']);
    expect(difference.retablis.map((c) => c.code)).toEqual(['02']);
    expect(formaterDifference(difference)).toEqual([
      '+ 05 De nuit',
      '~ 01 Temporaire, ou de répit → Temporaire',
      '- 03 Séquentiel',
      '^ 02 Permanent',
    ]);
    expect(formaterDifference(comparer(apres, apres))).toEqual([]);
  });
});

describe('avecDossier', () => {
  let dossier: string;
  beforeAll(() => {
    dossier = mkdtempSync(join(tmpdir(), 'nomenclatures-'));
  });
  afterAll(() => rmSync(dossier, { recursive: true, force: true, maxRetries: 5 }));

  it('puts an imported version in the place of the carried one, and only that one', () => {
    const chemin = enregistrerTable(dossier, importer(codeSystem));
    expect(chemin).toBe(join(dossier, 'TRE_R240-TemporaliteAccueil.json'));
    const held = Nomenclatures.avecDossier(dossier);
    expect(held.table('R240')?.version).toBe('20270101120000');
    expect(held.resoudre('R240', '1')).toMatchObject({
      code: '01',
      libelle: 'Temporaire, ou de répit',
      statut: 'COURANT',
    });
    expect(held.resoudre('R240', '3').statut).toBe('OBSOLETE');
    expect(held.tables()).toHaveLength(Nomenclatures.officielles().tables().length);
    expect(Nomenclatures.officielles().table('R240')?.version).toBe('20200424120000');
  });

  it('names the folder or the file that it cannot read', () => {
    expect(() => Nomenclatures.avecDossier(join(dossier, 'absent'))).toThrow(/absent/);
    for (const content of [
      '{',
      '[]',
      '{"kind":"CodeSystem","table":"x","concepts":[]}',
      '{"kind":"CodeSystem","table":"TRE_R1-X","concepts":[["1"]]}',
    ]) {
      writeFileSync(join(dossier, 'mauvais.json'), content);
      expect(() => Nomenclatures.avecDossier(dossier)).toThrow(/mauvais\.json/);
    }
  });
});
