import type { Export } from '@inter-ror/exposure-model';
import { afterEach, beforeEach } from 'vitest';
import { erreurDeChargement } from '../src/ingest/failure-code.js';
import type { OptionsChargement } from '../src/ingest/index.js';
import { executerChargement } from '../src/ingest/run-load.js';
import { dossierTemporaire, ecrireExport } from './ingest-fixtures.js';

/** Loads in this thread, each test in a store of its own. */
export function chargements() {
  let temporaire: ReturnType<typeof dossierTemporaire>;
  beforeEach(() => {
    temporaire = dossierTemporaire();
  });
  afterEach(() => temporaire.nettoyer());

  const chemin = (nom: string): string => temporaire.chemin(nom);
  const storeDir = (): string => chemin('store');

  function charge(contenu: Export | string, plus: Partial<OptionsChargement> = {}) {
    const fichier =
      typeof contenu === 'string' ? contenu : ecrireExport(chemin(`export-${Math.random()}.xml`), contenu);
    const { surProgression = () => {}, surGeneration, signal, ...demande } = plus;
    return executerChargement(
      { storeDir: storeDir(), fichier, codesRegion: ['53'], ...demande },
      surProgression,
      signal,
    )
      .then(({ rapport, segment }) => {
        if (segment !== undefined) surGeneration?.(rapport.generation, segment);
        return rapport;
      })
      .catch((cause: unknown) => {
        throw erreurDeChargement(cause, fichier, storeDir());
      });
  }

  return { chemin, storeDir, charge };
}
