import { charger, openStore } from '@inter-ror/regional-adapter';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BilanLecture, type ContenuEtablissement, Miroir } from '../src/mirror/index.js';
import {
  activite,
  dossierTemporaire,
  ecrireExport,
  entiteJuridique,
  organisationInterne,
  professionnel,
  site,
} from './ingest-fixtures.js';

const bilan = (): BilanLecture => ({
  lus: { organisation: 0, activite: 0, organisationInterne: 0, professionnel: 0, equipement: 0 },
  ecartes: { organisation: 0, activite: 0, organisationInterne: 0, professionnel: 0, equipement: 0 },
  anomalies: [],
  sansCorrespondance: [],
});
const A = { valeur: '1990000001', autorite: 'IDNAT' };
const B = { valeur: '1990000002', autorite: 'IDNAT' };

/** One site of a legal entity that two sites share, with a professional who practises in both. */
function contenu(suite: string, lits = 3): ContenuEtablissement {
  return {
    organisation: [entiteJuridique('ej-1'), site(`eg-${suite}`, 'ej-1')],
    activite: [activite('act-1', '013')],
    organisationInterne: [
      organisationInterne(
        `ue-${suite}`,
        { site: `eg-${suite}`, activites: ['act-1'] },
        { capaciteAccueil: { lits: { total: 10, disponibles: lits }, metadonnees: entiteJuridique('x').metadonnees } },
      ),
    ],
    professionnel: [professionnel('ps-1', '99000000001', [`ue-${suite}`])],
    equipement: [],
  };
}

describe('the mirror of a live solution', () => {
  const { chemin, nettoyer } = dossierTemporaire();
  let miroir: Miroir;
  let rang = 0;

  beforeEach(() => {
    miroir = new Miroir(chemin(`m${rang++}`));
    miroir.ouvrirPasse([A, B], '2026-11-20T06:00:00Z', 'r1');
  });
  afterEach(() => miroir.close());
  afterAll(nettoyer);
  const charge = (store: string) =>
    charger({ storeDir: chemin(store), fichier: miroir.fichier, miroir: { solution: 'simulée' }, codesRegion: ['53'] });

  it('goes on from what was read when its process died', () => {
    miroir.ecrire(A, contenu('a'), 1, bilan());
    const fichier = miroir.fichier;
    // A second connection sees what a process killed here would leave.
    const reprise = new Miroir(fichier.slice(0, fichier.lastIndexOf('/')));
    expect(reprise.etat).toMatchObject({ passeOuverte: true, reference: '2026-11-20T06:00:00Z' });
    expect(reprise.aLire()).toEqual([B]);
    reprise.close();
  });

  it('gives a load the same records as an export, what establishments share being joined', async () => {
    miroir.ecrire(A, contenu('a'), 1, bilan());
    miroir.ecrire(B, contenu('b'), 1, bilan());
    const deux = {
      organisations: [entiteJuridique('ej-1'), site('eg-a', 'ej-1'), site('eg-b', 'ej-1')],
      activites: [activite('act-1', '013')],
      organisationsInternes: [contenu('a').organisationInterne[0]!, contenu('b').organisationInterne[0]!],
      professionnels: [professionnel('ps-1', '99000000001', ['ue-a', 'ue-b'])],
      equipements: [],
    };
    const lu = await charge('s-miroir');
    await charger({
      storeDir: chemin('s-export'),
      fichier: ecrireExport(chemin('e.xml'), deux),
      codesRegion: ['53'],
    });
    expect(lu).toMatchObject({ statut: 'CHARGE', offres: 2, fichier: 'simulée', synchronisation: { enErreur: 0 } });
    expect(lu.anomalies.parCode).toEqual({});
    const [m, e] = ['s-miroir', 's-export'].map((nom) => {
      const store = openStore(chemin(nom));
      const lecteur = store.generationCourante()!;
      const offres = [0, 1].map((n) => lecteur.offre(n)).sort((x, y) => (x.id < y.id ? -1 : 1));
      const vu = {
        offres: offres.map(({ ordinal: _rang, ...offre }) => offre),
        ej: lecteur.organisation('ej-1'),
        exercices: lecteur
          .professionnel('ps-1')!
          .exercices!.map((x) => x.organisationInterneId)
          .sort(),
      };
      lecteur.close();
      store.close();
      return vu;
    });
    expect(m).toEqual(e);
  });

  it('is not loaded again while nothing changed', async () => {
    miroir.ecrire(A, contenu('a'), 1, bilan());
    expect((await charge('s-meme')).statut).toBe('CHARGE');
    expect(miroir.ecrire(A, contenu('a'), 1, bilan())).toMatchObject({ change: false });
    expect((await charge('s-meme')).statut).toBe('INCHANGE');
    miroir.ecrire(A, contenu('a', 2), 1, bilan());
    expect((await charge('s-meme')).statut).toBe('CHARGE');
  });

  it('tells a change of beds from any other', () => {
    miroir.ecrire(A, contenu('a'), 1, bilan());
    const lits = miroir.ecrire(A, contenu('a', 1), 1, bilan());
    expect(lits.capacites.map(({ id }) => id)).toEqual(['ue-a']);
    const renomme = contenu('a', 1);
    renomme.organisationInterne[0]!.nom = 'Autre nom';
    expect(miroir.ecrire(A, renomme, 1, bilan())).toEqual({ change: true, capacites: [] });
    const sansUnite = { ...contenu('a', 1), organisationInterne: [] };
    expect(miroir.ecrire(A, sansUnite, 0, bilan())).toEqual({ change: true, capacites: [] });
  });

  it('forgets at the end of a full reading what it no longer lists, and keeps what failed', async () => {
    miroir.ecrire(A, contenu('a'), 1, bilan());
    miroir.ecrire(B, contenu('b'), 1, bilan());
    miroir.fermerPasse('2026-11-20T07:00:00Z');
    miroir.ouvrirPasse([A], '2026-11-20T08:00:00Z', 'r1');
    miroir.noterEchec(A, 'DELAI_DEPASSE', 'plus de 5 s', false);
    expect(miroir.fermerPasse('2026-11-20T09:00:00Z')).toBe(1);
    const lu = await charge('s-oubli');
    expect(lu).toMatchObject({
      offres: 1,
      synchronisation: { etablissements: 1, enErreur: 1, erreurs: [{ code: 'DELAI_DEPASSE', essais: 1 }] },
    });
  });
});
