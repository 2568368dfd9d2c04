import { OfferIndex, openStore } from '@inter-ror/regional-adapter';
import { question } from './load-bench-questions.js';

/** Where the time of a restart goes, ms since the process began; the last is the first answer. */
export interface RestartMeasure {
  modulesMs: number;
  segmentMs: number;
  answerMs: number;
  offers: number;
}

function restart(storeDir: string): RestartMeasure {
  const modulesMs = performance.now();
  const store = openStore(storeDir);
  const lecteur = store.generationCourante()!;
  const index = OfferIndex.depuis(lecteur.segment());
  const segmentMs = performance.now();
  for (const ordinal of index.rechercher(question(0)).ordinaux) lecteur.offre(ordinal);
  return { modulesMs, segmentMs, answerMs: performance.now(), offers: index.taille };
}

process.send!(restart(process.argv[2]!));
process.disconnect();
