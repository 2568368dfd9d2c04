import { describe, expect, it } from 'vitest';
import type { Anomalie } from '../src/index.js';
import { document, FACILITY, facility, RECORD } from './support/documents.js';
import { lireTexte } from './support/read.js';

/** Reads a sound facility, the one under test, and another sound one: only the middle one may be skipped. */
function lireAuMilieu(parties: Partial<typeof FACILITY>): { anomalies: Anomalie[]; ids: string[] } {
  const { enregistrements, rapport } = lireTexte(document(facility('A'), facility('B', parties), facility('C')));
  const { lus, gardes, ecartes } = rapport;
  expect(gardes.organisationInterne + ecartes.organisationInterne).toBe(lus.organisationInterne);
  return { anomalies: rapport.anomalies, ids: enregistrements.map((e) => e.valeur.id) };
}

const capacite = (t0: string) =>
  `<crisisAccomodationCapacity><crisisCapacityT0>${t0}</crisisCapacityT0><crisisCapacityT60>2</crisisCapacityT60>${RECORD}</crisisAccomodationCapacity>`;
const horaire = (debut: string, date = '2024-01-01') =>
  `<operatingHours><openFlag>true</openFlag><beginningHour>${debut}</beginningHour><beginEffectiveDate>${date}</beginEffectiveDate></operatingHours>`;
const geocode = (latitude: string) =>
  `<geocode><latitude>${latitude}</latitude><longitude>-4</longitude><coordinateSystem>WGS84</coordinateSystem>${RECORD}</geocode>`;
const record = (created: string) => `<record created="${created}" updated="2020-01-01T00:00:00Z" status="a"/>`;

describe('a broken facility is skipped, its neighbours are kept', () => {
  const cas: [string, Partial<typeof FACILITY>, Anomalie['code'], string][] = [
    ['without a mandatory element', { careMode: '' }, 'ELEMENT_OBLIGATOIRE_ABSENT', 'facility/extension/careMode'],
    ['without its record', { record: '' }, 'ELEMENT_OBLIGATOIRE_ABSENT', 'facility/record'],
    ['without a name', { nom: '<primaryName> </primaryName>' }, 'VALEUR_OBLIGATOIRE_VIDE', 'facility/primaryName'],
    [
      'without a mandatory attribute',
      { careMode: '<careMode code="28"/>' },
      'ATTRIBUT_OBLIGATOIRE_ABSENT',
      'facility/extension/careMode/@codingScheme',
    ],
    [
      'with an empty mandatory code',
      { careMode: '<careMode code="" codingScheme="M"/>' },
      'VALEUR_OBLIGATOIRE_VIDE',
      'facility/extension/careMode/@code',
    ],
    [
      'with an integer that is none',
      { apresPatients: capacite('1.5') },
      'VALEUR_INVALIDE',
      'facility/extension/crisisAccomodationCapacity/crisisCapacityT0',
    ],
    [
      'with an integer beyond 32 bits',
      { apresPatients: capacite('2147483648') },
      'VALEUR_INVALIDE',
      'facility/extension/crisisAccomodationCapacity/crisisCapacityT0',
    ],
    [
      'with a boolean that is none',
      { sensitiveUnit: '<sensitiveUnit>oui</sensitiveUnit>' },
      'VALEUR_INVALIDE',
      'facility/extension/sensitiveUnit',
    ],
    [
      'with a day that does not exist',
      { apresNom: horaire('08:00:00', '2023-02-29') },
      'VALEUR_INVALIDE',
      'facility/operatingHours/beginEffectiveDate',
    ],
    [
      'with an hour that does not exist',
      { apresNom: horaire('25:00:00') },
      'VALEUR_INVALIDE',
      'facility/operatingHours/beginningHour',
    ],
    ['with a decimal that is none', { apresNom: geocode('48°23') }, 'VALEUR_INVALIDE', 'facility/geocode/latitude'],
    [
      'with a date and time without its time',
      { record: record('2020-01-01') },
      'VALEUR_INVALIDE',
      'facility/record/@created',
    ],
    ['with two care modes', { avantCareMode: FACILITY.careMode }, 'CARDINALITE', 'facility/extension/careMode'],
    [
      'with both branches of a choice',
      {
        apresNom: '<contact><provider entityID="P"/><person><name><commonName>N</commonName></name></person></contact>',
      },
      'CHOIX_INVALIDE',
      'facility/contact/person',
    ],
    ['with no branch of a choice', { apresNom: '<contact/>' }, 'CHOIX_INVALIDE', 'facility/contact'],
  ];
  for (const [titre, parties, code, chemin] of cas) {
    it(titre, () => {
      const { anomalies, ids } = lireAuMilieu(parties);
      expect(ids).toEqual(['A', 'C']);
      const ecarte = anomalies.filter((a) => a.gravite === 'ECARTE');
      expect(ecarte).toHaveLength(1);
      expect(ecarte[0]).toMatchObject({ code, chemin, id: 'B', sorte: 'organisationInterne' });
      expect(ecarte[0]?.message).toContain("l'enregistrement est écarté");
    });
  }

  it('without an identifier', () => {
    const sansId = facility('B').replace(' entityID="B"', '');
    const { enregistrements, rapport } = lireTexte(document(facility('A'), sansId));
    expect(enregistrements.map((e) => e.valeur.id)).toEqual(['A']);
    expect(rapport.anomalies).toMatchObject([{ code: 'ATTRIBUT_OBLIGATOIRE_ABSENT', chemin: 'facility/@entityID' }]);
    expect(rapport.anomalies[0]).not.toHaveProperty('id');
  });

  it('tells the line and the column where the element begins', () => {
    const { anomalies } = lireAuMilieu({ sensitiveUnit: '  <sensitiveUnit\n>peut-être</sensitiveUnit>' });
    const debutDeB = 4 + facility('A').split('\n').length;
    expect(anomalies).toMatchObject([{ ligne: debutDeB + 7, colonne: 3 }]);
  });

  it('names the rule and the nomenclature that mends it', () => {
    expect(lireAuMilieu({ careMode: '' }).anomalies[0]?.message).toMatch(/RG_EXP_002.*<careMode>.*TRE_R213/);
  });

  it('tells each defect of the same facility', () => {
    const { anomalies } = lireAuMilieu({ nom: '', types: '', sensitiveUnit: '<sensitiveUnit>?</sensitiveUnit>' });
    expect(anomalies.map((a) => a.chemin)).toEqual([
      'facility/extension/sensitiveUnit',
      'facility/codedType',
      'facility/primaryName',
    ]);
  });

  it('with more elements than the bound, whatever follows', () => {
    const langues = '<language code="fr" codingScheme="L"/>'.repeat(60);
    const { enregistrements, rapport } = lireTexte(
      document(facility('A'), facility('B', { apresNom: langues }), facility('C')),
      { limites: { elementsParEnregistrement: 50 } },
    );
    expect(enregistrements.map((e) => e.valeur.id)).toEqual(['A', 'C']);
    expect(rapport.anomalies).toMatchObject([{ code: 'LIMITE_ENREGISTREMENT', id: 'B' }]);
  });

  it('keeps a thousand anomalies and counts them all', () => {
    const { rapport } = lireTexte(
      document(...Array.from({ length: 1200 }, (_, i) => facility(`F${i}`, { careMode: '' }))),
    );
    expect(rapport.anomalies).toHaveLength(1000);
    expect(rapport.nombreAnomalies).toBe(1200);
    expect(rapport.ecartes.organisationInterne).toBe(1200);
  });
});
