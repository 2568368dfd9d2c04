import { Worker } from 'node:worker_threads';
import type { ExportTask } from './export-worker.js';

/** Writes the exports of the invented instances in a thread apart; calls back as each file is whole. */
export function writeExports(task: ExportTask, onFile: (rank: number, file: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./export-worker.js', import.meta.url), { workerData: task });
    worker.on('message', ({ rank, file }: { rank: number; file: string }) => onFile(rank, file));
    worker.on('error', reject);
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`l’écriture des exports s’est arrêtée (code ${code})`)),
    );
  });
}
