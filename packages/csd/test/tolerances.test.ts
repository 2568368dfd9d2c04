import type { OrganisationInterne } from '@inter-ror/exposure-model';
import { describe, expect, it } from 'vitest';
import type { Anomalie } from '../src/index.js';
import { document, FACILITY, facility, RECORD } from './support/documents.js';
import { lireTexte } from './support/read.js';

function lire(parties: Partial<typeof FACILITY>): { unite: OrganisationInterne; anomalies: Anomalie[] } {
  const { enregistrements, rapport } = lireTexte(document(facility('A', parties)));
  expect(rapport.ecartes.organisationInterne).toBe(0);
  for (const a of rapport.anomalies) expect(a.gravite).toBe('SIGNALE');
  return { unite: enregistrements[0]?.valeur as OrganisationInterne, anomalies: rapport.anomalies };
}

const reference = lire({}).unite;

describe('what is tolerated is read and told', () => {
  it('elements out of the order of the schema', () => {
    const { unite, anomalies } = lire({ careMode: FACILITY.typeActivity, typeActivity: FACILITY.careMode });
    expect(unite).toEqual(reference);
    expect(anomalies).toMatchObject([{ code: 'ORDRE', chemin: 'facility/extension/typeActivity', id: 'A' }]);
  });

  it('an unknown element, skipped with its content', () => {
    const { unite, anomalies } = lire({ apresNom: '<nouveau><careMode>x</careMode></nouveau>' });
    expect(unite).toEqual(reference);
    expect(anomalies).toMatchObject([{ code: 'ELEMENT_INCONNU', chemin: 'facility/nouveau' }]);
  });

  it('an element of another namespace where only extensions admit one', () => {
    const { anomalies } = lire({ apresNom: '<x:y xmlns:x="urn:x"/>' });
    expect(anomalies).toMatchObject([{ code: 'ELEMENT_INCONNU' }]);
  });

  it('an unknown attribute', () => {
    const { unite, anomalies } = lire({ careMode: '<careMode code="28" codingScheme="M" libelle="x"/>' });
    expect(unite).toEqual(reference);
    expect(anomalies).toMatchObject([{ code: 'ATTRIBUT_INCONNU', chemin: 'facility/extension/careMode/@libelle' }]);
  });

  it('an extension given in several parts: lists join, the first single value stays', () => {
    const suite = `<extension type="t" urn="u"><typeActivity code="02" codingScheme="A"/><careMode code="99" codingScheme="M"/><receptionMode>1</receptionMode></extension>`;
    const { unite, anomalies } = lire({ apresExtension: suite });
    expect(unite.complement).toEqual({
      ...reference.complement,
      champsActivite: [
        { code: '01', oid: 'A' },
        { code: '02', oid: 'A' },
      ],
      accueilSequentielAccepte: true,
    });
    expect(anomalies.map((a) => a.code)).toEqual(['EXTENSION_REPETEE', 'VALEUR_REPETEE']);
  });

  it('an extension whose mandatory elements come in the second part', () => {
    const { careMode, typeActivity } = FACILITY;
    const suite = `<extension type="t" urn="u">${typeActivity}${careMode}</extension>`;
    expect(lire({ careMode: '', typeActivity: '', apresExtension: suite }).unite).toEqual(reference);
  });

  it('an extension without its technical attributes', () => {
    const { enregistrements, rapport } = lireTexte(
      document(facility('A').replace('<extension type="t" urn="u">', '<extension>')),
    );
    expect(enregistrements).toHaveLength(1);
    expect(rapport.anomalies.map((a) => a.chemin)).toEqual(['facility/extension/@type', 'facility/extension/@urn']);
  });

  it('blanks around a text or an attribute; a no-break space is none', () => {
    const nom = '<primaryName>\n Unité </primaryName>';
    expect(lire({ nom })).toMatchObject({ unite: reference, anomalies: [{ code: 'ESPACES_SUPERFLUS' }] });
    const code = '<careMode code=" 28" codingScheme="M"/>';
    expect(lire({ careMode: code })).toMatchObject({ unite: reference, anomalies: [{ code: 'ESPACES_SUPERFLUS' }] });
    expect(lire({ nom: '<primaryName>\u00a0Unité</primaryName>' }).unite.nom).toBe('\u00a0Unité');
  });

  it('blanks around a typed value, in silence as the schema wants', () => {
    const { unite, anomalies } = lire({ sensitiveUnit: '<sensitiveUnit>\n 0\t</sensitiveUnit>' });
    expect(unite).toEqual(reference);
    expect(anomalies).toEqual([]);
  });

  it('a decimal comma', () => {
    const geocode = `<geocode><latitude>48,39</latitude><longitude>-4,5</longitude><coordinateSystem>WGS84</coordinateSystem>${RECORD}</geocode>`;
    const { unite, anomalies } = lire({ apresNom: geocode });
    expect(unite.geolocalisation).toMatchObject({ latitude: 48.39, longitude: -4.5 });
    expect(anomalies.map((a) => a.code)).toEqual(['VIRGULE_DECIMALE', 'VIRGULE_DECIMALE']);
  });

  it('an optional element without value', () => {
    const vides = '<receptionType code="" codingScheme="R"/><receptionMode/>';
    const { unite, anomalies } = lire({ apresPatients: vides });
    expect(unite).toEqual(reference);
    expect(anomalies.map((a) => a.code)).toEqual(['VALEUR_VIDE', 'VALEUR_VIDE']);
  });

  it('a stray text between elements', () => {
    const { unite, anomalies } = lire({ apresNom: 'oubli' });
    expect(unite).toEqual(reference);
    expect(anomalies).toMatchObject([{ code: 'TEXTE_INATTENDU', chemin: 'facility' }]);
  });

  it('a missing directory, and directories out of order', () => {
    const ns = 'urn:ihe:iti:csd:2013';
    const { rapport } = lireTexte(
      `<CSD xmlns="${ns}"><serviceDirectory/><organizationDirectory/><facilityDirectory/><providerDirectory/></CSD>`,
    );
    expect(rapport.anomalies.map((a) => [a.code, a.chemin])).toEqual([
      ['ORDRE', 'organizationDirectory'],
      ['ANNUAIRE_ABSENT', 'deviceDirectory'],
    ]);
  });

  it('keeps at most fifty warnings of a kind, so that they never hide a skipped record', () => {
    const bavards = Array.from({ length: 1100 }, (_, i) => facility(`F${i}`, { apresNom: '<inconnu/>' }));
    const { rapport } = lireTexte(document(...bavards, facility('Z', { careMode: '' })));
    expect(rapport.anomaliesParCode).toEqual({ ELEMENT_INCONNU: 1100, ELEMENT_OBLIGATOIRE_ABSENT: 1 });
    expect(rapport.anomalies).toHaveLength(51);
    expect(rapport.anomalies.at(-1)).toMatchObject({ gravite: 'ECARTE', id: 'Z' });
  });
});
