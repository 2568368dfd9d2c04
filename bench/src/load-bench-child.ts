import { charger, type LecteurGeneration, OfferIndex, openStore } from '@inter-ror/regional-adapter';
import { question } from './load-bench-questions.js';

/** What the process that loads says. */
export interface LoadMeasure {
  offers: number;
  xmlBytes: number;
  /** From the call to the first answer of the new generation. */
  searchableS: number;
  peakBytes: number;
  queries: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

const INTERVAL_MS = 4;

/** Answers searches at a steady pace; latency counts from the instant each was due, so that a blocked loop shows. */
class SteadyQueries {
  readonly #latencies: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  start(index: OfferIndex, lecteur: LecteurGeneration): void {
    const ask = (due: number): void => {
      for (const ordinal of index.rechercher(question(this.#latencies.length)).ordinaux) lecteur.offre(ordinal);
      this.#latencies.push(performance.now() - due);
      const next = performance.now() + INTERVAL_MS;
      this.#timer = setTimeout(() => ask(next), INTERVAL_MS);
    };
    ask(performance.now());
  }

  stop(): Pick<LoadMeasure, 'queries' | 'p50Ms' | 'p99Ms' | 'maxMs'> {
    clearTimeout(this.#timer);
    const sorted = this.#latencies.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    return { queries: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
  }
}

async function measure(storeDir: string, before: string, file: string, xmlBytes: number): Promise<LoadMeasure> {
  await charger({ storeDir, fichier: before, codesRegion: ['53'] });
  const store = openStore(storeDir);
  const lecteur = store.generationCourante()!;
  const queries = new SteadyQueries();
  queries.start(OfferIndex.depuis(lecteur.segment()), lecteur);
  let segment: ArrayBuffer | undefined;
  const start = performance.now();
  const { offres } = await charger({
    storeDir,
    fichier: file,
    codesRegion: ['53'],
    surGeneration: (_, made) => {
      segment = made;
    },
  });
  const index = OfferIndex.depuis(segment!);
  const neuf = store.generationCourante()!;
  for (const ordinal of index.rechercher(question(0)).ordinaux) neuf.offre(ordinal);
  const searchableS = (performance.now() - start) / 1000;
  const measured = queries.stop();
  neuf.close();
  lecteur.close();
  store.close();
  return { offers: offres, xmlBytes, searchableS, peakBytes: process.resourceUsage().maxRSS * 1024, ...measured };
}

const [storeDir, before, file, xmlBytes] = process.argv.slice(2) as [string, string, string, string];
process.send!(await measure(storeDir, before, file, Number(xmlBytes)));
process.disconnect();
