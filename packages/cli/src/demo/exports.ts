import { Worker } from 'node:worker_threads';
import type { ExportTask } from './export-worker.js';

/** Exports being written. */
export interface Writing {
  /** Resolves once every file is whole. */
  done: Promise<void>;
  /** Leaves what is not written. */
  stop(): Promise<void>;
}

/** Writes the exports of the invented instances in a thread apart; calls back as each file is whole. */
export function writeExports(task: ExportTask, onFile: (rank: number, file: string) => void): Writing {
  const worker = new Worker(new URL('./export-worker.js', import.meta.url), { workerData: task });
  const done = new Promise<void>((resolve, reject) => {
    worker.on('message', ({ rank, file }: { rank: number; file: string }) => onFile(rank, file));
    worker.on('error', reject);
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`l’écriture des exports s’est arrêtée (code ${code})`)),
    );
  });
  return { done, stop: async () => void (await worker.terminate()) };
}
