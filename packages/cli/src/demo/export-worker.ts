import { parentPort, workerData } from 'node:worker_threads';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';

/** Which exports to write. */
export interface ExportTask {
  dir: string;
  seed: number;
  offers: number;
  /** Ranks of the instances to write, among INSTANCES. */
  ranks: number[];
}

const { dir, seed, offers, ranks } = workerData as ExportTask;
for (const rank of ranks) {
  const [written] = await ecrireExports({ dir, graine: seed, nombreOffres: offers, instances: [INSTANCES[rank]!] });
  parentPort?.postMessage({ rank, file: written!.fichier });
}
