import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executerChargement } from '../src/ingest/run-load.js';
import { OfferIndex } from '../src/offer-index/index.js';
import { openStore, type Store } from '../src/store/index.js';
import { dossierTemporaire, ecrireExport, exportDe, lieu, organisationInterne, unExport } from './ingest-fixtures.js';

let temporaire: ReturnType<typeof dossierTemporaire>;
let storeDir: string;
beforeEach(() => {
  temporaire = dossierTemporaire();
  storeDir = temporaire.chemin('données de la région #53 ?');
});
afterEach(() => temporaire.nettoyer());

async function charger(contenu = exportDe(3), codesRegion = ['53']): Promise<void> {
  const fichier = ecrireExport(temporaire.chemin(`${Math.random()}.xml`), contenu);
  await executerChargement({ storeDir, fichier, codesRegion, forcer: true }, () => {});
}

function avecStore<T>(action: (store: Store) => T): T {
  const store = openStore(storeDir);
  try {
    return action(store);
  } finally {
    store.close();
  }
}

const fichierDe = (fin: string): string => join(storeDir, readdirSync(storeDir).find((nom) => nom.endsWith(fin))!);

describe('a store', () => {
  it('is made when absent, and holds nothing before the first load', () => {
    avecStore((store) => {
      expect(store.generationCourante()).toBeUndefined();
      expect(store.numeroCourant()).toBeUndefined();
      expect(store.rapportCourant()).toBeUndefined();
    });
  });

  it('serves the generation of another opening at once', async () => {
    const serveur = openStore(storeDir);
    await charger();
    expect(serveur.numeroCourant()).toBe(1);
    const lecteur = serveur.generationCourante()!;
    expect(lecteur.info).toMatchObject({
      numero: 1,
      nombreOffres: 3,
      empreinte: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    lecteur.close();
    serveur.close();
  });

  it('gives the same object for the same record while it is in the cache, and none for what it has not', async () => {
    await charger();
    avecStore((store) => {
      const lecteur = store.generationCourante()!;
      expect(lecteur.offre(1)).toBe(lecteur.offre(1));
      expect(lecteur.organisation('absente')).toBeUndefined();
      expect(lecteur.enfantsDe('absente')).toEqual([]);
      expect(() => lecteur.offre(3)).toThrow(/pas d'offre de rang 3 \(3 offres\)/);
      lecteur.close();
    });
  });

  it('removes what an interrupted load left, but not under a load that goes on', async () => {
    await charger();
    const reste = join(storeDir, 'generation-000002.construction.sqlite');
    writeFileSync(reste, 'reste');
    avecStore(() => expect(readdirSync(storeDir)).not.toContain('generation-000002.construction.sqlite'));
    avecStore((store) => {
      const encours = store.commencer('essai');
      avecStore(() => expect(readdirSync(storeDir)).toContain('generation-000002.construction.sqlite'));
      encours.abandonner();
      expect(readdirSync(storeDir)).not.toContain('generation-000002.construction.sqlite');
    });
  });

  it('lets one load write at a time, and frees its place when abandoned', () => {
    avecStore((store) => {
      const premier = store.commencer('un');
      expect(() => store.commencer('deux')).toThrow(new RegExp(`processus ${process.pid}`));
      premier.abandonner();
      premier.abandonner();
      store.commencer('deux').abandonner();
    });
  });

  it('names a damaged file and the mend', async () => {
    await charger();
    const base = fichierDe('000001.sqlite');
    const octets = readFileSync(base);
    writeFileSync(base, Buffer.alloc(octets.length, 7));
    avecStore((store) => {
      expect(() => store.generationCourante()).toThrow(
        expect.objectContaining({ code: 'FICHIER_ENDOMMAGE', message: expect.stringContaining(base) }),
      );
    });
    rmSync(base);
    avecStore((store) => {
      expect(() => store.generationCourante()).toThrow(/supprimez ce dossier de données et chargez de nouveau/);
    });
  });

  it('names a record damaged in the middle of a file', async () => {
    await charger();
    const base = fichierDe('000001.sqlite');
    const octets = readFileSync(base);
    octets.write('XX', octets.indexOf('{"ordinal":1,'));
    writeFileSync(base, octets);
    avecStore((store) => {
      const lecteur = store.generationCourante()!;
      expect(lecteur.offre(0).id).toBe('ue-0');
      expect(() => lecteur.offre(1)).toThrow(expect.objectContaining({ code: 'FICHIER_ENDOMMAGE' }));
      lecteur.close();
    });
  });

  it('refuses the catalogue of a newer version, and one that is damaged', async () => {
    mkdirSync(storeDir);
    writeFileSync(join(storeDir, 'catalogue.sqlite'), Buffer.alloc(4096, 1));
    expect(() => openStore(storeDir)).toThrow(expect.objectContaining({ code: 'FICHIER_ENDOMMAGE' }));
  });

  it('says that a folder cannot be made', () => {
    const fichier = temporaire.chemin('fichier');
    writeFileSync(fichier, '');
    for (const ailleurs of [join(fichier, 'store'), '/proc/nulle-part/store']) {
      expect(() => openStore(ailleurs)).toThrow(expect.objectContaining({ code: 'DOSSIER_INACCESSIBLE' }));
    }
  });

  it('does not take the file of another generation for its own', async () => {
    await charger(exportDe(3, 'a'));
    const premiere = readFileSync(fichierDe('000001.sqlite'));
    await charger(exportDe(4, 'b'));
    writeFileSync(fichierDe('000002.sqlite'), premiere);
    avecStore((store) => expect(() => store.generationCourante()).toThrow(/n'est pas celui de la génération 2/));
  });
});

describe('the index segment of a generation', () => {
  const contenu = unExport({
    organisationsInternes: [
      organisationInterne('pole', { niveau: '1', site: 'eg-1' }),
      organisationInterne(
        'ue-1',
        { site: 'eg-1', activites: ['act-1'], parent: 'pole' },
        { lieu: lieu('97411', -20.88, 55.45) },
      ),
      organisationInterne('ue-2', { site: 'eg-1', activites: ['act-1'] }, { lieu: lieu('97608') }),
    ],
  });

  it.each([
    ['lost', (fichier: string) => rmSync(fichier)],
    ['cut', (fichier: string) => writeFileSync(fichier, readFileSync(fichier).subarray(0, 300))],
    [
      'altered',
      (fichier: string) => {
        const octets = readFileSync(fichier);
        octets[octets.length - 9]! ^= 255;
        writeFileSync(fichier, octets);
      },
    ],
    [
      'of an older format',
      (fichier: string) => {
        const octets = readFileSync(fichier);
        octets.writeUInt32LE(0, 36);
        writeFileSync(fichier, octets);
      },
    ],
  ])('is made again from the documents, the same, when it is %s', async (_, abimer) => {
    await charger(contenu, ['04', '06']);
    const fichier = fichierDe('.segment');
    const intact = readFileSync(fichier);
    abimer(fichier);
    avecStore((store) => {
      const lecteur = store.generationCourante()!;
      const index = OfferIndex.depuis(lecteur.segment());
      expect(index.taille).toBe(2);
      expect(index.compter({ sorte: 'territoire', champ: 'region', valeurs: ['06'] })).toBe(1);
      expect(lecteur.offre(1)).toMatchObject({ region: '06', latitude: null });
      expect(lecteur.offre(0)).toMatchObject({ region: '04', latitude: -20.88, longitude: 55.45 });
      lecteur.close();
    });
    expect(readFileSync(fichier).equals(intact)).toBe(true);
  });
});
