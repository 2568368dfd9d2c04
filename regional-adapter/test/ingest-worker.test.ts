import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { charger, formatRapport, OfferIndex, openStore } from '@inter-ror/regional-adapter';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { surveillerFichier } from '../src/ingest/index.js';
import { dossierTemporaire, ecrireExport, exportDe } from './ingest-fixtures.js';

let temporaire: ReturnType<typeof dossierTemporaire>;
beforeEach(() => {
  temporaire = dossierTemporaire();
});
afterEach(() => temporaire.nettoyer());

describe('a load in its thread', () => {
  it('makes a generation, gives its segment over, and leaves the caller free meanwhile', async () => {
    const storeDir = temporaire.chemin('store');
    const fichier = ecrireExport(temporaire.chemin('a.xml'), exportDe(2_000));
    const etapes = new Set<string>();
    let offres = 0;
    let tours = 0;
    const minuterie = setInterval(() => tours++, 5);
    const rapport = await charger({
      storeDir,
      fichier,
      codesRegion: ['53'],
      surProgression: ({ etape }) => etapes.add(etape),
      surGeneration: (_, segment) => {
        offres = OfferIndex.depuis(segment).taille;
      },
    });
    clearInterval(minuterie);
    expect(rapport.offres).toBe(2_000);
    expect(offres).toBe(2_000);
    expect([...etapes]).toEqual(['LECTURE', 'ASSEMBLAGE', 'VALIDATION']);
    expect(tours).toBeGreaterThan(5);
    expect(formatRapport(rapport)[0]).toMatch(/génération 1, 2 000 offres, en \d+,\d s/);
  });

  it('carries the error of a broken export with its place, and can be abandoned', async () => {
    const storeDir = temporaire.chemin('store');
    const casse = temporaire.chemin('casse.xml');
    writeFileSync(casse, '<?xml version="1.0"?>\n<CSD xmlns="urn:ihe:iti:csd:2013">\n  <organizationDirectory></x>');
    await expect(charger({ storeDir, fichier: casse, codesRegion: ['53'] })).rejects.toMatchObject({
      code: 'XML_INVALIDE',
      ligne: 3,
    });
    const fichier = ecrireExport(temporaire.chemin('a.xml'), exportDe(2_000));
    const abandon = new AbortController();
    const promesse = charger({
      storeDir,
      fichier,
      codesRegion: ['53'],
      signal: abandon.signal,
      surProgression: () => abandon.abort(),
    });
    await expect(promesse).rejects.toMatchObject({ code: 'ABANDONNE' });
    const store = openStore(storeDir);
    expect(store.numeroCourant()).toBeUndefined();
    store.commencer('libre').abandonner();
    store.close();
  });
});

describe('two loads at the same time', () => {
  it('do not mix: the second is refused, whoever opens the store meanwhile', async () => {
    const storeDir = temporaire.chemin('store');
    const fichier = ecrireExport(temporaire.chemin('a.xml'), exportDe(2_000));
    let second: Promise<unknown> | undefined;
    const premier = charger({
      storeDir,
      fichier,
      codesRegion: ['53'],
      surProgression: () => {
        openStore(storeDir).close();
        second ??= charger({ storeDir, fichier, codesRegion: ['53'] }).catch((erreur: Error) => erreur);
      },
    });
    expect(await premier).toMatchObject({ offres: 2_000 });
    expect(await second).toMatchObject(
      // On a slow machine the second may begin once the first is over: it then has nothing to do.
      (await second) instanceof Error ? { code: 'STORE_OCCUPE' } : { statut: 'INCHANGE' },
    );
  });
});

describe('a watched file', () => {
  it('is announced once it stopped changing, also after it went away and came back by rename', async () => {
    const fichier = temporaire.chemin('export.xml');
    const annonces: number[] = [];
    const surveillance = surveillerFichier(fichier, () => void annonces.push(1), { intervalleMs: 20 });
    const attendre = async (nombre: number): Promise<void> => {
      const fin = Date.now() + 10_000;
      while (annonces.length < nombre && Date.now() < fin) await setTimeout(10);
      await setTimeout(120);
      expect(annonces).toHaveLength(nombre);
    };
    await attendre(0);
    writeFileSync(fichier, 'a');
    await attendre(1);
    writeFileSync(temporaire.chemin('nouveau'), 'b');
    renameSync(temporaire.chemin('nouveau'), fichier);
    await attendre(2);
    rmSync(fichier);
    await attendre(2);
    writeFileSync(fichier, 'plus long');
    await attendre(3);
    surveillance.close();
    writeFileSync(fichier, 'encore autre chose');
    await attendre(3);
  });

  it('is not announced while a copy makes it grow', async () => {
    const fichier = temporaire.chemin('export.xml');
    writeFileSync(fichier, '');
    const tailles: number[] = [];
    let taille = 0;
    const surveillance = surveillerFichier(fichier, () => void tailles.push(taille), { intervalleMs: 60 });
    await setTimeout(30);
    for (; taille < 30; taille++) {
      writeFileSync(fichier, 'x'.repeat(taille + 1));
      await setTimeout(10);
    }
    await setTimeout(400);
    expect(tailles).toEqual([30]);
    surveillance.close();
  });
});
