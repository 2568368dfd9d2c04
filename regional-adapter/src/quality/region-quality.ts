import { Worker } from 'node:worker_threads';
import type { ResultatQualite } from '@inter-ror/quality';
import type { InfoGeneration } from '../ports/index.js';

/** What a thread needs to judge the generation in force. */
export interface DemandeQualite {
  storeDir: string;
  codes: readonly string[];
  nomenclatures: string | undefined;
  /** ISO 8601. */
  jour: string;
}

/** The quality of what a region serves. */
export interface QualiteRegion extends ResultatQualite {
  jour: string;
  generation: InfoGeneration;
}

const MEMORY_MB = 256;
const TIME_MAX_MS = 120_000;
/** Calculations side by side in this process; the next ones wait for their turn. */
const AT_ONCE = 2;

let atWork = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atWork < AT_ONCE) atWork++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    // The turn goes to the next in line, or is given back.
    const next = waiting.shift();
    if (next === undefined) atWork--;
    else next();
  }
}

/**
 * Judges the generation in force in a thread apart; the result is kept until another generation, or another day.
 */
export class Qualite {
  readonly #demande: Omit<DemandeQualite, 'jour'>;
  #courante: { cle: string; qualite: Promise<QualiteRegion | undefined> } | undefined;

  constructor(demande: Omit<DemandeQualite, 'jour'>) {
    this.#demande = demande;
  }

  /** `undefined` when nothing is loaded. */
  obtenir(numero: number | undefined): Promise<QualiteRegion | undefined> {
    if (numero === undefined) return Promise.resolve(undefined);
    const jour = new Date().toISOString();
    const cle = `${numero} ${jour.slice(0, 10)}`;
    if (this.#courante?.cle !== cle) {
      const qualite = inTurn(() => evaluer({ ...this.#demande, jour }));
      const courante = { cle, qualite };
      this.#courante = courante;
      qualite.catch(() => {
        if (this.#courante === courante) this.#courante = undefined;
      });
    }
    return this.#courante.qualite;
  }
}

function evaluer(demande: DemandeQualite): Promise<QualiteRegion | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: demande,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.unref();
    const timer = setTimeout(() => {
      reject(new Error(`les indicateurs de qualité ne sont pas calculés en ${TIME_MAX_MS / 1_000} s`));
      void worker.terminate();
    }, TIME_MAX_MS).unref();
    let qualite: QualiteRegion | undefined;
    worker.once('message', (message: QualiteRegion) => {
      qualite = message;
    });
    worker.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(qualite);
    });
  });
}
