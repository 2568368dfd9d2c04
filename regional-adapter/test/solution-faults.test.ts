import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lireCorrespondances, type RegionalAdapter, type ReglagesSolution } from '@inter-ror/regional-adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from './server-harness.js';
import { attendre, bretagne, RYTHMES_LENTS, simuler } from './solution-harness.js';

type Network = Awaited<ReturnType<typeof openNetwork>>;
type Simulee = Awaited<ReturnType<typeof simuler>>;

const enregistrements = bretagne(2_500);

describe('a region that follows a simulated solution', () => {
  let network: Network;
  const ouvertes: Simulee[] = [];

  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(async () => {
    await network.close();
    for (const simulee of ouvertes) await simulee.close();
  });

  async function ouvrir(genre: 'iess' | 'ir' = 'iess'): Promise<Simulee> {
    const simulee = await simuler(genre, enregistrements, network.dir);
    ouvertes.push(simulee);
    return simulee;
  }
  const servir = (solution: ReglagesSolution, storeDir = mkdtempSync(join(network.dir, 'region-'))) =>
    network.start({ source: { solution }, storeDir });
  const listes = (simulee: Simulee) => simulee.commander<{ parEtablissement: object }>('GET', '/etat');
  const etablissements = async (simulee: Simulee): Promise<string[]> =>
    Object.keys((await listes(simulee)).parEtablissement);
  const erreurs = (adapter: RegionalAdapter) =>
    Object.fromEntries((adapter.synchronisation()?.erreurs ?? []).map((e) => [e.etablissement, e.code]));

  it('keeps all that is well given, tells the rest by establishment, and reads it once it is mended', async () => {
    const simulee = await ouvrir();
    const premier = await servir({ ...simulee.source, rythmes: RYTHMES_LENTS });
    await premier.demarrage;
    const toutes = premier.generation()!.nombreOffres;
    const [lent, faute, charabia, compte, coupe] = await etablissements(simulee);
    await premier.close();

    await simulee.commander('POST', '/fautes', { type: 'lent', etablissement: lent, ms: 30_000 });
    await simulee.commander('POST', '/fautes', { type: 'faute', etablissement: faute });
    await simulee.commander('POST', '/fautes', { type: 'charabia', etablissement: charabia });
    await simulee.commander('POST', '/fautes', { type: 'compte', etablissement: compte });
    // Once only: it is asked again at once.
    await simulee.commander('POST', '/fautes', { type: 'coupe', etablissement: coupe, fois: 1 });

    const adapter = await servir({
      ...simulee.source,
      delaiMs: 2_500,
      rythmes: { ...RYTHMES_LENTS, changements: 1 },
    });
    await adapter.demarrage;
    expect(erreurs(adapter)).toEqual({
      [lent!]: 'DELAI_DEPASSE',
      [faute!]: 'FAUTE_SOAP',
      [charabia!]: 'REPONSE_ILLISIBLE',
      [compte!]: 'NOMBRE_UE_405',
    });
    expect(adapter.generation()!.nombreOffres).toBeLessThan(toutes);
    expect(adapter.generation()!.nombreOffres).toBeGreaterThan(toutes / 2);
    expect(adapter.synchronisation()).toMatchObject({ enErreur: 4, echec: null });

    await simulee.commander('DELETE', '/fautes');
    await attendre('tout est servi', () => adapter.generation()!.nombreOffres === toutes);
    expect(erreurs(adapter)).toEqual({});
  }, 240_000);

  it('forgets no establishment when a full reading lists too few of them', async () => {
    const simulee = await ouvrir();
    const adapter = await servir({ ...simulee.source, rythmes: { ...RYTHMES_LENTS, complete: 1 } });
    await adapter.demarrage;
    const offres = adapter.generation()!.nombreOffres;
    for (const etablissement of await etablissements(simulee)) {
      await simulee.commander('DELETE', '/etablissements', { etablissement });
    }
    const echec = await attendre('la liste vide est refusée', () => adapter.synchronisation()!.echec ?? undefined);
    expect(echec.code).toBe('LISTE_REDUITE');
    expect(adapter.generation()!.nombreOffres).toBe(offres);
  }, 60_000);

  it('counts and lists the local codes that no correspondence translates, and keeps them', async () => {
    const simulee = await ouvrir('ir');
    const lignes = simulee.correspondances.split('\n').filter((ligne) => ligne.startsWith('2.999'));
    const [oid, code] = lignes[0]!.split(';');
    const fichier = join(network.dir, 'incompletes.csv');
    writeFileSync(fichier, lignes.slice(1).join('\n'));
    const formes = { ...simulee.source.formes, correspondances: lireCorrespondances(fichier) };
    const adapter = await servir({ ...simulee.source, formes });
    await adapter.demarrage;
    expect(adapter.rapport()!.synchronisation!.sansCorrespondance).toEqual([
      { table: oid, code, libelle: null, occurrences: expect.any(Number) },
    ]);
    expect(adapter.generation()!.nombreOffres).toBeGreaterThan(50);
  }, 60_000);

  it('refuses a file of correspondences by its line', () => {
    const fichier = join(network.dir, 'fausses.csv');
    writeFileSync(fichier, '# deux lignes\n2.999.1;A;1.2.250.1.213.3.3.12;013\n2.999.1;B;013\n');
    expect(() => lireCorrespondances(fichier)).toThrow(/fausses\.csv, ligne 3 : écrivez oid_local;code_local;oid;code/);
    writeFileSync(fichier, '2.999.1;A;1.2.250.1.213.3.3.12;013\n2.999.1;A;1.2.250.1.213.3.3.12;014\n');
    expect(() => lireCorrespondances(fichier)).toThrow(/ligne 2 : le code A a déjà une autre correspondance/);
  });
});
