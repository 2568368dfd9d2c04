import { Nomenclatures, OIDS } from '@inter-ror/nomenclatures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifiantsEtablissement } from '../src/assembly/etablissement-ids.js';
import {
  AssemblageFiche,
  cleProfessionnel,
  type ElementsOffre,
  ficheUnite,
  resumerOrganisation,
} from '../src/assembly/index.js';
import { Hierarchy, type NoeudOrganisation } from '../src/ingest/hierarchy.js';
import { code, entiteJuridique, lieu, organisationInterne, site } from './ingest-fixtures.js';

const NOMENCLATURES = Nomenclatures.officielles();

function fiche(plus: Partial<ElementsOffre>, codesRegion = ['53']) {
  return new AssemblageFiche(NOMENCLATURES, codesRegion).assembler({
    unite: ficheUnite(organisationInterne('ue-1', { site: 'eg-1', activites: ['act-1'] })),
    activites: [code(OIDS.activiteOperationnelle, '13')],
    equipements: [],
    auDessus: [],
    site: undefined,
    entiteJuridique: undefined,
    ...plus,
  });
}

describe('identifiers of an establishment', () => {
  it.each([
    ['FINESS', '290000017', { numFINESS: ['290000017'], idNatStruct: ['1290000017'] }],
    ['FINESS EG', '29 0000 017', { numFINESS: ['290000017'], idNatStruct: ['1290000017'] }],
    ['1', '2a0000017', { numFINESS: ['2A0000017'], idNatStruct: ['12A0000017'] }],
    ['40', '1290000017', { numFINESS: ['290000017'], idNatStruct: ['1290000017'] }],
    ['1.2.250.1.71.4.2.2', '1290000017', { numFINESS: ['290000017'], idNatStruct: ['1290000017'] }],
    ['urn:oid:1.2.250.1.71.1.2.14', '326290000100012', { numFINESS: [], idNatStruct: ['326290000100012'] }],
    ['SIRET', '26290000100012', { numFINESS: [], idNatStruct: ['326290000100012'] }],
    ['idNat_Struct', '12345', { numFINESS: [], idNatStruct: ['12345'] }],
    ['interne', '17', { numFINESS: [], idNatStruct: [] }],
  ])('reads the authority %s', (autorite, valeur, attendu) => {
    expect(identifiantsEtablissement([{ autorite, valeur }])).toEqual(attendu);
  });

  it('puts the idNat_Struct on FINESS first (RG_ALIM_014), and gives each once', () => {
    expect(
      identifiantsEtablissement([
        { autorite: 'SIREN', valeur: '262900001' },
        { autorite: 'FINESS', valeur: '290000017' },
        { autorite: '40', valeur: '1290000017' },
      ]),
    ).toEqual({ numFINESS: ['290000017'], idNatStruct: ['1290000017', '2262900001'] });
  });

  it('takes RPPS and ADELI numbers with or without the prefix of an idNat_PS', () => {
    expect(cleProfessionnel('10001234567')).toBe('810001234567');
    expect(cleProfessionnel('8 10001234567')).toBe('810001234567');
    expect(cleProfessionnel('299300012')).toBe('0299300012');
    expect(cleProfessionnel('53-interne')).toBe('53-INTERNE');
  });
});

describe('the card of an offer', () => {
  const ej = resumerOrganisation(
    entiteJuridique('ej-1', { identifiants: [{ valeur: '290000017', autorite: 'FINESS' }] }),
    NOMENCLATURES,
  );
  const eg = resumerOrganisation(
    site('eg-1', 'ej-1', {
      identifiants: [{ valeur: '290000025', autorite: 'FINESS' }],
      types: [code(OIDS.categorieEG, '0355'), code(OIDS.espic, '1')],
      complement: { nomUsuel: 'La Cavale', zonePoser: true, lieu: lieu('29019', 48.39, -4.48, '29200') },
    }),
    NOMENCLATURES,
  );

  it('inherits names, identifiers, category and helipad from above, and keeps its own codes of care', () => {
    const carte = fiche({ site: eg, entiteJuridique: ej, auDessus: [{ noms: ['Pôle A'], sensible: false }] });
    expect(carte).toMatchObject({
      noms: ['Organisation ue-1', 'Pôle A', 'Site eg-1', 'La Cavale', 'Entité ej-1'],
      libelles: ['Cardiologie générale', 'Brest'],
      numFINESS: ['290000025', '290000017'],
      idNatStruct: ['1290000025', '1290000017'],
      zonePoser: true,
      commune: '29019',
      codePostal: '29200',
      departement: '29',
      latitude: 48.39,
      longitude: -4.48,
      misAJour: Date.parse('2026-02-03T04:05:06Z'),
      litsDisponibles: null,
      disponibiliteMaj: null,
    });
    expect(carte.codes).toEqual({
      activiteOperationnelle: ['13'],
      modePriseEnCharge: ['28'],
      champActivite: ['1'],
      categorieEG: ['355'],
    });
    expect(carte.ageMinJours).toBe(18 * 365.25);
    expect(carte.ageMaxJours).toBe(121 * 365.25);
  });

  it('stands at its own place, then at its own geocode, then at its site', () => {
    const unite = (plus: Parameters<typeof organisationInterne>[2]) =>
      ficheUnite(organisationInterne('ue-1', { site: 'eg-1' }, plus));
    expect(fiche({ site: eg, unite: unite({ lieu: lieu('29232', 48, -4.1, '29000') }) })).toMatchObject({
      commune: '29232',
      codePostal: '29000',
      latitude: 48,
      longitude: -4.1,
    });
    expect(fiche({ site: eg, unite: unite({ lieu: lieu('29232') }) })).toMatchObject({
      commune: '29232',
      codePostal: null,
      latitude: 48.39,
    });
    expect(fiche({ site: eg, unite: unite({ lieu: lieu('29232', 0, 0) }) }).latitude).toBe(48.39);
    expect(fiche({ site: eg, unite: unite({ lieu: lieu('29232', 480, -4) }) }).latitude).toBe(48.39);
    expect(fiche({})).toMatchObject({ commune: null, codePostal: null, departement: null, latitude: null });
  });

  it('belongs to the region of its commune when the instance serves it, else to the first one', () => {
    const en = (commune: string) => ({ unite: ficheUnite(organisationInterne('ue', {}, { lieu: lieu(commune) })) });
    expect(fiche(en('97608'), ['04', '06']).region).toBe('06');
    expect(fiche(en('97411'), ['04', '06']).region).toBe('04');
    expect(fiche(en('75101'), ['04', '06']).region).toBe('04');
    expect(fiche(en('75101'), ['53']).region).toBe('53');
  });

  it('knows when availability was told', () => {
    const metadonnees = { creation: '', miseAJour: '', statut: '1' };
    const unite = ficheUnite(
      organisationInterne(
        'ue',
        {},
        {
          capaciteAccueil: {
            lits: { total: 20, disponibles: 3, dateMiseAJour: '2026-11-01T06:00:00Z' },
            places: { disponibles: 0, dateMiseAJour: '2026-11-02T06:00:00Z' },
            metadonnees,
          },
        },
      ),
    );
    expect(fiche({ unite })).toMatchObject({
      litsDisponibles: 3,
      placesDisponibles: 0,
      disponibiliteMaj: Date.parse('2026-11-02T06:00:00Z'),
    });
  });
});

describe('the hierarchy', () => {
  /** Nodes 0..n-1, each with a parent drawn anywhere, absent ones and loops included. */
  const forets = fc.array(fc.option(fc.integer({ min: 0, max: 24 }), { nil: undefined }), {
    minLength: 1,
    maxLength: 24,
  });

  const noeuds = (parents: readonly (number | undefined)[]): Map<string, NoeudOrganisation> =>
    new Map(
      parents.map((parent, rang) => [
        String(rang),
        {
          id: String(rang),
          rang,
          lecture: { ligne: 1, colonne: 1 },
          unite: false,
          noms: [],
          sensible: false,
          sites: [],
          parentId: parent === undefined ? undefined : String(parent),
          ...(rang % 7 === 3 && { manque: 'champ' }),
        },
      ]),
    );

  it('exposes exactly what climbs to a root through exposed ones, whatever the order it is asked in', () => {
    fc.assert(
      fc.property(forets, fc.boolean(), fc.boolean(), (parents, renverse, absentsEcartes) => {
        const tous = noeuds(parents);
        const hierarchie = new Hierarchy(
          new Map(),
          tous,
          () => true,
          () => absentsEcartes,
        );
        const ordre = renverse ? [...tous.values()].reverse() : [...tous.values()];
        const exposes = new Map(ordre.map((noeud) => [noeud.id, hierarchie.juger(noeud).expose]));
        for (const noeud of tous.values()) {
          let courant: NoeudOrganisation | undefined = noeud;
          let pas = 0;
          let sain = true;
          while (sain && courant !== undefined) {
            sain = courant.manque === undefined && pas++ <= 16;
            const { parentId }: NoeudOrganisation = courant;
            courant = parentId === undefined ? undefined : tous.get(parentId);
            if (parentId !== undefined && courant === undefined && absentsEcartes) sain = false;
          }
          expect(exposes.get(noeud.id)).toBe(sain);
        }
      }),
    );
  });

  it('holds on a chain of a hundred thousand', () => {
    const tous = noeuds(Array.from({ length: 100_000 }, (_, i) => (i === 0 ? undefined : i - 1)));
    for (const noeud of tous.values()) Object.assign(noeud, { manque: undefined });
    const hierarchie = new Hierarchy(
      new Map(),
      tous,
      () => true,
      () => false,
    );
    expect(hierarchie.juger(tous.get('99999')!)).toMatchObject({ expose: false });
    expect(hierarchie.juger(tous.get('16')!)).toMatchObject({ expose: true });
    expect(hierarchie.juger(tous.get('17')!)).toMatchObject({ ecart: { code: 'HIERARCHIE_TROP_PROFONDE' } });
  });
});
