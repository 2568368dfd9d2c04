import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Export } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erreurDeChargement } from '../src/ingest/failure-code.js';
import type { ErreurChargement, OptionsChargement } from '../src/ingest/index.js';
import { executerChargement } from '../src/ingest/run-load.js';
import { openStore } from '../src/store/index.js';
import {
  activite,
  code,
  dossierTemporaire,
  ecrireExport,
  entiteJuridique,
  equipement,
  exportDe,
  lieu,
  organisationInterne,
  professionnel,
  site,
  unExport,
} from './ingest-fixtures.js';

let temporaire: ReturnType<typeof dossierTemporaire>;
beforeEach(() => {
  temporaire = dossierTemporaire();
});
afterEach(() => temporaire.nettoyer());

const storeDir = (): string => temporaire.chemin('store');

function charge(contenu: Export | string, plus: Partial<OptionsChargement> = {}) {
  const fichier =
    typeof contenu === 'string' ? contenu : ecrireExport(temporaire.chemin(`export-${Math.random()}.xml`), contenu);
  const { surProgression = () => {}, surGeneration, signal, ...demande } = plus;
  return executerChargement({ storeDir: storeDir(), fichier, codesRegion: ['53'], ...demande }, surProgression, signal)
    .then(({ rapport, segment }) => {
      if (segment !== undefined) surGeneration?.(rapport.generation, segment);
      return rapport;
    })
    .catch((cause: unknown) => {
      throw erreurDeChargement(cause, fichier, storeDir());
    });
}

async function echec(promesse: Promise<unknown>): Promise<ErreurChargement> {
  return promesse.then(
    () => {
      throw new Error('le chargement a réussi');
    },
    (erreur: ErreurChargement) => erreur,
  );
}

describe('a load', () => {
  it('makes each elementary unit an offer with what it refers to', async () => {
    const rapport = await charge(
      unExport({
        organisations: [
          entiteJuridique('ej-1', { identifiants: [{ valeur: '290000017', autorite: 'FINESS' }] }),
          site('eg-1', 'ej-1', { identifiants: [{ valeur: '1290000025', autorite: '1.2.250.1.71.4.2.2' }] }),
        ],
        organisationsInternes: [
          organisationInterne('pole-1', { niveau: '1', site: 'eg-1' }),
          organisationInterne('uf-1', { niveau: '3', site: 'eg-1', parent: 'pole-1' }),
          organisationInterne(
            'ue-1',
            { site: 'eg-1', activites: ['act-1'], parent: 'uf-1' },
            { equipements: ['irm-1'] },
          ),
        ],
        professionnels: [professionnel('ps-1', '10001234567', ['ue-1'])],
        equipements: [equipement('irm-1', '054')],
      }),
    );
    expect(rapport).toMatchObject({ statut: 'CHARGE', offres: 1, offresPrecedentes: null });
    const store = openStore(storeDir());
    const lecteur = store.generationCourante()!;
    expect(lecteur.offre(0)).toMatchObject({
      id: 'ue-1',
      region: '53',
      unite: { id: 'ue-1', nom: 'Organisation ue-1' },
      activites: [{ id: 'act-1' }],
      equipements: [{ id: 'irm-1' }],
      parents: ['uf-1', 'pole-1'],
      entiteGeographiqueId: 'eg-1',
      entiteJuridiqueId: 'ej-1',
      professionnelIds: ['ps-1'],
    });
    expect(lecteur.ordinalDe('ue-1')).toBe(0);
    expect(lecteur.ordinalDe('ue-2')).toBeUndefined();
    expect(lecteur.organisationsParIdentifiant('EJ', 'idNatStruct', '1290000017')).toEqual(['ej-1']);
    expect(lecteur.organisationsParIdentifiant('EG', 'numFINESS', '29 0000 025')).toEqual(['eg-1']);
    expect(lecteur.organisationsParIdentifiant('EJ', 'numFINESS', '290000025')).toEqual([]);
    expect(lecteur.professionnelsParIdentifiant('810001234567')).toEqual(['ps-1']);
    expect(lecteur.professionnelsParIdentifiant('10001234567')).toEqual(['ps-1']);
    expect(lecteur.sitesDe('ej-1')).toEqual(['eg-1']);
    expect(lecteur.enfantsDe('eg-1')).toEqual(['pole-1']);
    expect(lecteur.enfantsDe('uf-1')).toEqual(['ue-1']);
    expect(lecteur.offresDuSite('eg-1')).toEqual([0]);
    expect(lecteur.offresDuProfessionnel('ps-1')).toEqual([0]);
    expect(lecteur.organisation('eg-1')?.nom).toBe('Site eg-1');
    expect(lecteur.organisationInterne('pole-1')?.types[0]?.code).toBe('1');
    expect(lecteur.professionnel('ps-1')?.identite.noms[0]?.prenom).toBe('Anne');
    lecteur.close();
    store.close();
  });

  it('tells its progress and hands over the segment of the new generation', async () => {
    const etapes = new Set<string>();
    const recus: { numero: number; octets: number }[] = [];
    await charge(exportDe(20), {
      surProgression: ({ etape }) => etapes.add(etape),
      surGeneration: ({ numero }, segment) => recus.push({ numero, octets: segment.byteLength }),
    });
    expect([...etapes]).toEqual(['LECTURE', 'ASSEMBLAGE', 'VALIDATION']);
    expect(recus).toEqual([{ numero: 1, octets: expect.any(Number) }]);
    const store = openStore(storeDir());
    const lecteur = store.generationCourante()!;
    expect(lecteur.segment().byteLength).toBe(recus[0]!.octets);
    lecteur.close();
    store.close();
  });

  it('reads gzip as well as plain XML', async () => {
    const brut = ecrireExport(temporaire.chemin('a.xml'), exportDe(5));
    const compresse = temporaire.chemin('a.xml.gz');
    writeFileSync(compresse, gzipSync(readFileSync(brut)));
    expect(await charge(compresse)).toMatchObject({ statut: 'CHARGE', offres: 5 });
  });

  it('replaces the generation, while a reader of the old one stays valid', async () => {
    await charge(exportDe(3, 'avant'));
    const store = openStore(storeDir());
    const ancien = store.generationCourante()!;
    expect(await charge(exportDe(4, 'apres'))).toMatchObject({ offres: 4, offresPrecedentes: 3 });
    await charge(exportDe(5, 'encore'));
    expect(store.numeroCourant()).toBe(3);
    expect(ancien.offre(2).id).toBe('avant-2');
    expect(ancien.info.nombreOffres).toBe(3);
    const nouveau = store.generationCourante()!;
    expect(nouveau.offre(4).id).toBe('encore-4');
    expect(store.rapportCourant()).toMatchObject({ offres: 5, offresPrecedentes: 4 });
    expect(readdirSync(storeDir()).filter((nom) => nom.endsWith('.segment'))).toEqual([
      'generation-000002.segment',
      'generation-000003.segment',
    ]);
    ancien.close();
    nouveau.close();
    store.close();
  });

  it('does not load the same file twice, unless forced', async () => {
    const fichier = ecrireExport(temporaire.chemin('a.xml'), exportDe(3));
    await charge(fichier);
    expect(await charge(fichier)).toMatchObject({ statut: 'INCHANGE', generation: { numero: 1 } });
    expect(await charge(fichier, { forcer: true })).toMatchObject({ statut: 'CHARGE', generation: { numero: 2 } });
  });

  it('loads the same file again when the instance serves other regions', async () => {
    const fichier = ecrireExport(temporaire.chemin('a.xml'), exportDe(3));
    await charge(fichier, { codesRegion: ['04'] });
    expect(await charge(fichier, { codesRegion: ['04', '06'] })).toMatchObject({ statut: 'CHARGE' });
    expect(await charge(fichier, { codesRegion: ['04', '06'] })).toMatchObject({ statut: 'INCHANGE' });
  });

  it('refuses to shrink the region beyond the share, and says both counts', async () => {
    await charge(exportDe(10));
    const refus = await echec(charge(exportDe(6)));
    expect(refus.code).toBe('REDUCTION_REFUSEE');
    expect(refus.message).toMatch(/6 offres, contre 10/);
    expect(await charge(exportDe(7))).toMatchObject({ offres: 7 });
    expect(await charge(exportDe(1), { forcer: true })).toMatchObject({ offres: 1 });
    expect(await charge(exportDe(0), { seuilReduction: 1 })).toMatchObject({ offres: 0 });
  });

  it('keeps the old generation when the XML is broken, and says file, line and column', async () => {
    await charge(exportDe(2));
    const fichier = temporaire.chemin('casse.xml');
    const xml = readFileSync(ecrireExport(temporaire.chemin('a.xml'), exportDe(3)), 'utf8');
    writeFileSync(fichier, xml.replace('</facilityDirectory>', '</facilityDirector>'));
    const erreur = await echec(charge(fichier));
    expect(erreur).toMatchObject({ code: 'XML_INVALIDE', ligne: expect.any(Number), colonne: expect.any(Number) });
    expect(erreur.message).toContain(fichier);
    expect(erreur.message).toContain(`ligne ${erreur.ligne}, colonne ${erreur.colonne}`);
    const store = openStore(storeDir());
    expect(store.infoCourante()).toMatchObject({ numero: 1, nombreOffres: 2 });
    expect(readdirSync(storeDir()).filter((nom) => nom.startsWith('generation-'))).toHaveLength(2);
    store.close();
  });

  it('names a file that is missing, not a file, or badly compressed', async () => {
    expect(await echec(charge(temporaire.chemin('absent.xml')))).toMatchObject({ code: 'FICHIER_INTROUVABLE' });
    mkdirSync(temporaire.chemin('dossier.xml'));
    expect(await echec(charge(temporaire.chemin('dossier.xml')))).toMatchObject({ code: 'FICHIER_ILLISIBLE' });
    const compresse = temporaire.chemin('coupe.xml.gz');
    const xml = readFileSync(ecrireExport(temporaire.chemin('a.xml'), exportDe(50)));
    writeFileSync(compresse, gzipSync(xml).subarray(0, 800));
    expect(await echec(charge(compresse))).toMatchObject({ code: 'GZIP_INVALIDE' });
  });

  it('is abandoned by its signal and leaves nothing behind', async () => {
    const abandon = new AbortController();
    const promesse = charge(exportDe(3000), { signal: abandon.signal, surProgression: () => abandon.abort() });
    expect(await echec(promesse)).toMatchObject({ code: 'ABANDONNE' });
    const store = openStore(storeDir());
    expect(store.generationCourante()).toBeUndefined();
    expect(readdirSync(storeDir()).filter((nom) => nom.startsWith('generation-'))).toEqual([]);
    store.close();
  });

  it('refuses a second load at the same time, naming the process', async () => {
    const store = openStore(storeDir());
    const generation = store.commencer('autre');
    const refus = await echec(charge(exportDe(1)));
    expect(refus.code).toBe('STORE_OCCUPE');
    expect(refus.message).toContain(String(process.pid));
    generation.abandonner();
    expect(await charge(exportDe(1))).toMatchObject({ offres: 1 });
    store.close();
  });
});

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
    const fichier = ecrireExport(temporaire.chemin('a.xml'), exportDe(3));
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
