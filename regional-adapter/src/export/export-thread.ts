import { Worker } from 'node:worker_threads';
import type { DemandeExport, ExportEcrit } from './write-export.js';

/** What a thread needs to export the generation in force. */
export interface DemandeFil {
  storeDir: string;
  demande: DemandeExport;
}

/** Ids of the activities of the largest region fit many times over. */
const MEMORY_MB = 256;
const TIME_MAX_MS = 600_000;

/**
 * Exports the generation in force of a store in a thread apart.
 *
 * @returns `undefined` when nothing is loaded
 */
export function exporterEnFil(fil: DemandeFil, signal: AbortSignal): Promise<ExportEcrit | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: fil,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.unref();
    const renoncer = (raison: string) => {
      reject(new Error(raison));
      void worker.terminate();
    };
    const abandonner = () => renoncer('export abandonné : l’adaptateur s’arrête');
    signal.addEventListener('abort', abandonner, { once: true });
    const timer = setTimeout(() => renoncer(`l’export n’est pas écrit en ${TIME_MAX_MS / 1_000} s`), TIME_MAX_MS);
    timer.unref();
    let ecrit: ExportEcrit | undefined;
    worker.once('message', (message: ExportEcrit) => {
      ecrit = message;
    });
    const finir = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abandonner);
    };
    worker.once('error', (error) => {
      finir();
      reject(error);
    });
    worker.once('exit', () => {
      finir();
      resolve(ecrit);
    });
  });
}
