import { parentPort, workerData } from 'node:worker_threads';
import { nomenclaturesDe } from '../assembly/index.js';
import { openStore } from '../store/index.js';
import { evaluerGeneration } from './evaluate-generation.js';
import type { DemandeQualite, QualiteRegion } from './region-quality.js';

/** Records are read once, in order: little is worth keeping. */
const CACHE_BYTES = 4 << 20;

const { storeDir, codes, nomenclatures, jour } = workerData as DemandeQualite;
const store = openStore(storeDir, { octetsCache: CACHE_BYTES, nomenclatures });
const lecteur = store.generationCourante();
try {
  if (lecteur !== undefined) {
    const resultat = evaluerGeneration(lecteur, nomenclaturesDe(nomenclatures), codes, jour);
    const qualite: QualiteRegion = { ...resultat, jour, generation: lecteur.info };
    parentPort!.postMessage(qualite);
  }
} finally {
  lecteur?.close();
  store.close();
}
