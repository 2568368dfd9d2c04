import { readFileSync, writeFileSync } from 'node:fs';
import type { Export } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import { describe, expect, it } from 'vitest';
import { openStore } from '../src/store/index.js';
import {
  activite,
  code,
  ecrireExport,
  entiteJuridique,
  exportDe,
  lieu,
  organisationInterne,
  professionnel,
  site,
  unExport,
} from './ingest-fixtures.js';
import { chargements } from './ingest-loading.js';

const { chemin, storeDir, charge } = chargements();

describe('RG_EXP_002: what lacks a mandatory element is not exposed, nor what is below it', () => {
  async function ecarts(contenu: Export) {
    const rapport = await charge(contenu);
    const store = openStore(storeDir());
    const lecteur = store.generationCourante()!;
    const exposees = Array.from({ length: rapport.offres }, (_, i) => lecteur.offre(i).id);
    const codes = Object.fromEntries(rapport.anomalies.premieres.map(({ id, code: c }) => [id, c]));
    const fermer = (): void => {
      lecteur.close();
      store.close();
    };
    return { rapport, lecteur, exposees, codes, fermer };
  }

  it('keeps a site whose legal entity the export does not hold, and leaves aside a unit whose site it does not hold', async () => {
    const { exposees, codes, rapport, lecteur, fermer } = await ecarts(
      unExport({
        organisations: [entiteJuridique('ej-1'), site('eg-1', 'ej-1'), site('eg-2', 'ej-absente')],
        organisationsInternes: [
          organisationInterne('ue-1', { site: 'eg-1', activites: ['act-1'] }),
          organisationInterne('ue-2', { site: 'eg-2', activites: ['act-1'] }),
          organisationInterne('ue-3', { site: 'eg-absent', activites: ['act-1'] }),
        ],
      }),
    );
    expect(exposees).toEqual(['ue-1', 'ue-2']);
    expect(codes).toEqual({ 'eg-2': 'REFERENCE_INCONNUE', 'ue-3': 'ORPHELIN' });
    expect(rapport.anomalies.parCode.REFERENCE_INCONNUE).toBe(1);
    expect(rapport.anomalies.premieres[0]).toMatchObject({ ligne: expect.any(Number), colonne: expect.any(Number) });
    expect(rapport.enregistrements.organisation).toEqual({ lus: 3, gardes: 3, ecartes: 0 });
    expect(rapport.enregistrements.organisationInterne).toEqual({ lus: 3, gardes: 2, ecartes: 1 });
    expect(lecteur.organisation('eg-2')).toBeDefined();
    expect(lecteur.organisationInterne('ue-3')).toBeUndefined();
    fermer();
  });

  it('leaves aside the descendants of a loop, keeps those whose parent the export does not hold, and keeps the ancestors', async () => {
    const { exposees, codes, lecteur, fermer } = await ecarts(
      unExport({
        organisationsInternes: [
          organisationInterne('uf-orpheline', { niveau: '3', site: 'eg-1', parent: 'absente' }),
          organisationInterne('ue-sous-orpheline', { site: 'eg-1', activites: ['act-1'], parent: 'uf-orpheline' }),
          organisationInterne('uf-a', { niveau: '3', site: 'eg-1', parent: 'uf-b' }),
          organisationInterne('uf-b', { niveau: '3', site: 'eg-1', parent: 'uf-a' }),
          organisationInterne('ue-sous-boucle', { site: 'eg-1', activites: ['act-1'], parent: 'uf-a' }),
          organisationInterne('pole', { niveau: '1', site: 'eg-1' }),
          organisationInterne('ue-sans-activite', { site: 'eg-1', parent: 'pole' }),
          organisationInterne('ue-activite-absente', { site: 'eg-1', activites: ['x'], parent: 'pole' }),
          organisationInterne('ue-sans-site', {}),
        ],
      }),
    );
    expect(exposees).toEqual(['ue-sous-orpheline']);
    expect(codes).toEqual({
      'uf-orpheline': 'REFERENCE_INCONNUE',
      'uf-a': 'CYCLE',
      'uf-b': 'CYCLE',
      'ue-sous-boucle': 'ANCETRE_ECARTE',
      'ue-sans-activite': 'SANS_ACTIVITE',
      'ue-activite-absente': 'SANS_ACTIVITE',
      'ue-sans-site': 'ORPHELIN',
    });
    expect(lecteur.enfantsDe('eg-1')).toEqual(['uf-orpheline', 'pole']);
    fermer();
  });

  it('keeps the first of two records with the same id', async () => {
    const contenu = exportDe(1);
    contenu.organisationsInternes.push({ ...contenu.organisationsInternes[0]!, nom: 'Le second' });
    const { rapport, lecteur, exposees, fermer } = await ecarts(contenu);
    expect(exposees).toEqual(['ue-0']);
    expect(lecteur.offre(0).unite.nom).toBe('Organisation ue-0');
    expect(rapport.anomalies.parCode).toEqual({ DOUBLON: 1 });
    expect(rapport.enregistrements.organisationInterne).toEqual({ lus: 2, gardes: 1, ecartes: 1 });
    fermer();
  });

  it('counts the records that the reader broke off, with line and column', async () => {
    const fichier = ecrireExport(chemin('a.xml'), exportDe(3));
    const xml = readFileSync(fichier, 'utf8');
    writeFileSync(fichier, xml.replace(/<careMode[^>]*>(<\/careMode>)?/, ''));
    const rapport = await charge(fichier);
    expect(rapport.enregistrements.organisationInterne).toEqual({ lus: 3, gardes: 2, ecartes: 1 });
    expect(rapport.anomalies.premieres[0]).toMatchObject({ gravite: 'ECARTE', id: 'ue-0', ligne: expect.any(Number) });
  });

  it('tells a unit with two fields of activity and keeps it (RG_EXP_010)', async () => {
    const champs = [code(OIDS.champActivite, '01'), code(OIDS.champActivite, '03')];
    const { exposees, codes, fermer } = await ecarts(
      unExport({
        organisationsInternes: [
          organisationInterne('ue-1', { site: 'eg-1', activites: ['act-1'] }, { champsActivite: champs }),
        ],
      }),
    );
    expect(exposees).toEqual(['ue-1']);
    expect(codes).toEqual({ 'ue-1': 'CHAMP_ACTIVITE_MULTIPLE' });
    fermer();
  });

  it('tells coordinates that are not degrees and places the unit at its site', async () => {
    const { codes, lecteur, fermer } = await ecarts(
      unExport({
        organisations: [
          entiteJuridique('ej-1'),
          site('eg-1', 'ej-1', { complement: { lieu: lieu('29019', 48.4, -4.5) } }),
        ],
        organisationsInternes: [
          organisationInterne(
            'ue-1',
            { site: 'eg-1', activites: ['act-1'] },
            { lieu: lieu('29019', 6_838_000, 146_000) },
          ),
        ],
      }),
    );
    expect(codes).toEqual({ 'ue-1': 'COORDONNEES_INVALIDES' });
    expect(lecteur.offre(0)).toMatchObject({ latitude: 48.4, longitude: -4.5 });
    fermer();
  });

  it('tells references that lead nowhere and keeps the unit without them', async () => {
    const { rapport, lecteur, fermer } = await ecarts(
      unExport({
        organisationsInternes: [
          organisationInterne('ue-1', { site: 'eg-1', activites: ['act-1', 'act-x'] }, { equipements: ['eq-x'] }),
        ],
        professionnels: [professionnel('ps-1', '10001234567', ['ue-1', 'ue-x'])],
      }),
    );
    expect(rapport.anomalies.parCode).toEqual({ REFERENCE_INCONNUE: 3 });
    expect(lecteur.offre(0).activites.map(({ id }) => id)).toEqual(['act-1']);
    fermer();
  });
});

describe('codes', () => {
  it('keeps unknown and ended codes, and counts them by table', async () => {
    const rapport = await charge(
      unExport({
        activites: [activite('act-1', '13'), activite('act-2', '9999')],
        organisationsInternes: [1, 2].map((i) =>
          organisationInterne(
            `ue-${i}`,
            { site: 'eg-1', activites: ['act-1', 'act-2'] },
            {
              modePriseEnCharge: code(OIDS.modePriseEnCharge, '14'),
              actesSpecifiques: [code('9.9.9', 'X')],
            },
          ),
        ),
      }),
    );
    expect(rapport.codesInconnus).toEqual([
      { table: '9.9.9', code: 'X', libelle: null, occurrences: 2 },
      { table: 'TRE_R211-ActiviteOperationnelle', code: '9999', libelle: null, occurrences: 1 },
    ]);
    expect(rapport.codesObsoletes).toMatchObject([{ table: 'TRE_R213-ModePriseEnCharge', code: '14', occurrences: 2 }]);
    expect(rapport.anomalies.parCode).toEqual({});
  });
});
