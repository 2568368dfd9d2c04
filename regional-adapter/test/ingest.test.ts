import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ErreurChargement, formatRapport } from '../src/ingest/index.js';
import { openStore } from '../src/store/index.js';
import {
  activite,
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
import { chargements } from './ingest-loading.js';

const { chemin, storeDir, charge } = chargements();

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
    const brut = ecrireExport(chemin('a.xml'), exportDe(5));
    const compresse = chemin('a.xml.gz');
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
    const fichier = ecrireExport(chemin('a.xml'), exportDe(3));
    await charge(fichier);
    expect(await charge(fichier)).toMatchObject({ statut: 'INCHANGE', generation: { numero: 1 } });
    expect(await charge(fichier, { forcer: true })).toMatchObject({ statut: 'CHARGE', generation: { numero: 2 } });
  });

  it('loads the same file again when the instance serves other regions', async () => {
    const fichier = ecrireExport(chemin('a.xml'), exportDe(3));
    await charge(fichier, { codesRegion: ['04'] });
    expect(await charge(fichier, { codesRegion: ['04', '06'] })).toMatchObject({ statut: 'CHARGE' });
    expect(await charge(fichier, { codesRegion: ['04', '06'] })).toMatchObject({ statut: 'INCHANGE' });
  });

  it('says which share of the offers is in other regions, and refuses an export whose most is, unless forced', async () => {
    const ou = (...communes: string[]) =>
      unExport({
        organisations: [
          entiteJuridique('ej'),
          ...communes.map((commune, i) => site(`eg-${i}`, 'ej', { complement: { lieu: lieu(commune) } })),
        ],
        activites: [activite('act', '009')],
        organisationsInternes: communes.map((_, i) =>
          organisationInterne(`ue-${i}`, { site: `eg-${i}`, activites: ['act'] }),
        ),
      });
    // Quimper, Rennes twice, Nantes; Saint-Martin (978) is in no region.
    const rapport = await charge(ou('29232', '35238', '35238', '44109', '97801'));
    expect(rapport.lieux).toEqual({ situees: 4, ailleurs: 1, parRegion: { 52: 1 } });
    expect(formatRapport(rapport)).toContain(
      '  attention : 25 % des 4 offres situées le sont hors de la région (Pays de la Loire (52) : 1)',
    );
    const autre = ou('75056', '75056', '75056', '44109', '29232');
    const refus = await echec(charge(autre));
    expect(refus.code).toBe('AUTRE_REGION');
    expect(refus.message).toContain(
      '80 % des 5 offres situées le sont hors de la région (Île-de-France (11) : 3, Pays de la Loire (52) : 1), pour une instance de Bretagne (53)',
    );
    expect(await charge(autre, { forcer: true })).toMatchObject({ offres: 5, lieux: { ailleurs: 4 } });
    expect((await charge(autre, { codesRegion: ['11', '52'], forcer: false })).lieux?.ailleurs).toBe(1);
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
    const fichier = chemin('casse.xml');
    const xml = readFileSync(ecrireExport(chemin('a.xml'), exportDe(3)), 'utf8');
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
    expect(await echec(charge(chemin('absent.xml')))).toMatchObject({ code: 'FICHIER_INTROUVABLE' });
    mkdirSync(chemin('dossier.xml'));
    expect(await echec(charge(chemin('dossier.xml')))).toMatchObject({ code: 'FICHIER_ILLISIBLE' });
    const compresse = chemin('coupe.xml.gz');
    const xml = readFileSync(ecrireExport(chemin('a.xml'), exportDe(50)));
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
