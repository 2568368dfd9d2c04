import { openStore } from '../store/index.js';
import { type DemandeExport, type ExportEcrit, ecrireExport } from './write-export.js';

/** Records are read once or twice, in order: little is worth keeping. */
const CACHE_BYTES = 8 << 20;

/**
 * Writes the generation in force of a store as a profile sees it.
 *
 * @returns `undefined` when nothing is loaded
 * @throws ErreurStore
 */
export async function exporterStore(storeDir: string, demande: DemandeExport): Promise<ExportEcrit | undefined> {
  const store = openStore(storeDir, { octetsCache: CACHE_BYTES });
  const lecteur = store.generationCourante();
  try {
    return lecteur && (await ecrireExport(lecteur, demande));
  } finally {
    lecteur?.close();
    store.close();
  }
}
