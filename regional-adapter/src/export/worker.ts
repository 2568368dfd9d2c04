import { parentPort, workerData } from 'node:worker_threads';
import { exporterStore } from './export-store.js';
import type { DemandeFil } from './export-thread.js';

const { storeDir, demande } = workerData as DemandeFil;
const ecrit = await exporterStore(storeDir, demande);
if (ecrit !== undefined) parentPort!.postMessage(ecrit);
