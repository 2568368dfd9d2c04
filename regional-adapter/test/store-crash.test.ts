import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { charger, OfferIndex, openStore } from '@inter-ror/regional-adapter';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dossierTemporaire, ecrireExport, exportDe } from './ingest-fixtures.js';

/** Instants of a load at which it is killed, in turn, and how long after at most, ms. */
const INSTANTS = ['LECTURE', 'ASSEMBLAGE', 'VALIDATION', 'VALIDATION'] as const;
const RETARD_MAX_MS = 40;
const COUPURES = 8;
/** The load alone, without the rest of the adapter: the process starts sooner. */
const CHARGEMENT = new URL(
  './ingest/index.js',
  pathToFileURL(createRequire(import.meta.url).resolve('@inter-ror/regional-adapter')),
).href;

const temporaire = dossierTemporaire();
const storeDir = temporaire.chemin('store');
const exports = [exportDe(400, 'pair'), exportDe(500, 'impair')].map((contenu, i) =>
  ecrireExport(temporaire.chemin(`export-${i}.xml`), contenu),
);

const script = temporaire.chemin('charger-sans-fin.mjs');

/** Loads one export after the other for ever, saying each step, until killed. */
const SCRIPT = `
  const { charger } = await import(${JSON.stringify(CHARGEMENT)});
  const exports = ${JSON.stringify(exports)};
  const storeDir = ${JSON.stringify(storeDir)};
  for (let i = 0; ; i++) {
    let etape;
    const surProgression = (p) => { if (p.etape !== etape) console.log((etape = p.etape)); };
    await charger({ storeDir, fichier: exports[i % 2], codesRegion: ['53'], forcer: true, surProgression });
    console.log('FINI');
  }`;

/** Starts loads, kills the process a little after it came to an instant; gives the number of loads it saw finished. */
async function chargerEtTuer(instant: string, retardMs: number): Promise<number> {
  const enfant = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let sortie = '';
  enfant.stdout.on('data', (texte: Buffer) => {
    const vu = sortie.includes(instant);
    sortie += texte;
    if (!vu && sortie.includes(instant)) setTimeout(() => enfant.kill('SIGKILL'), retardMs);
  });
  const [, signal] = (await once(enfant, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return sortie.split('FINI').length - 1;
}

describe('kill -9 in the middle of a load', () => {
  beforeAll(async () => {
    writeFileSync(script, SCRIPT);
    await charger({ storeDir, fichier: exports[0]!, codesRegion: ['53'] });
  });
  afterAll(() => temporaire.nettoyer());

  it('leaves the old generation or the new one, whole, and a store that opens and loads again', async () => {
    let numero = 1;
    for (const [rang, retard] of fc.sample(fc.nat(RETARD_MAX_MS), { numRuns: COUPURES, seed: 9 }).entries()) {
      const charges = await chargerEtTuer(INSTANTS[rang % INSTANTS.length]!, retard);
      const store = openStore(storeDir);
      const lecteur = store.generationCourante()!;
      const { info } = lecteur;
      expect(info.numero).toBeGreaterThanOrEqual(numero + charges);
      expect(info.numero).toBeLessThanOrEqual(numero + charges + 1);
      numero = info.numero;
      const prefixe = info.source === exports[0] ? 'pair' : 'impair';
      expect(info.nombreOffres).toBe(prefixe === 'pair' ? 400 : 500);
      for (let ordinal = 0; ordinal < info.nombreOffres; ordinal++) {
        expect(lecteur.offre(ordinal).id).toBe(`${prefixe}-${ordinal}`);
      }
      expect(OfferIndex.depuis(lecteur.segment()).taille).toBe(info.nombreOffres);
      lecteur.close();
      store.close();
      const restes = readdirSync(storeDir).filter((nom) => /construction|etape/.test(nom));
      expect(restes).toEqual([]);
    }
    const rapport = await charger({ storeDir, fichier: exports[1]!, codesRegion: ['53'], forcer: true });
    expect(rapport.generation.numero).toBe(numero + 1);
  }, 120_000);
});
