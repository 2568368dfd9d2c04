import type { Recherche } from '@inter-ror/exposure-model';
import { ConstructeurSegment, OfferIndex } from '@inter-ror/regional-adapter';
import { inventedOffers, Random } from './index-bench-data.js';
import { BROAD, broadQuestion, COMPARED, type Compared, comparedQuestion } from './index-bench-questions.js';
import { type Answer, SqlitePeer, type Variant } from './index-bench-sqlite.js';
import type { BenchResult } from './result.js';
import { rounded, Timings } from './timing.js';

const OFFERS = 100_000;
const SEED = 7;
/** Questions of each kind. */
const QUESTIONS = 100;
/** Times each question is asked of the index, and of SQLite. */
const INDEX_ROUNDS = 15;
const SQLITE_ROUNDS = 1;
/** Questions on which the ways to ask SQLite are compared, and the answers of both verified. */
const TRIALS = 10;

interface Built {
  index: OfferIndex;
  buildMs: number;
  openMs: number;
  bytes: number;
}

function buildIndex(): Built {
  const builder = new ConstructeurSegment();
  let buildMs = 0;
  for (const offer of inventedOffers(OFFERS, SEED)) {
    const start = performance.now();
    builder.ajouter(offer);
    buildMs += performance.now() - start;
  }
  const start = performance.now();
  const segment = builder.construire();
  const built = performance.now();
  const index = OfferIndex.depuis(segment);
  buildMs += built - start;
  return { index, buildMs, openMs: performance.now() - built, bytes: segment.byteLength };
}

function ask(index: OfferIndex, kind: Compared, question: Recherche): Answer {
  if (kind === 'count') return { total: index.compter(question.predicat), ids: [] };
  const { total, cles } = index.rechercher(question);
  return { total, ids: cles.map(({ id }) => id) };
}

/** Questions of a kind; those of `page5` begin after the fourth page, so they have as many answers. */
function questionsOf(index: OfferIndex, kind: Compared): Recherche[] {
  const random = new Random(COMPARED.indexOf(kind) + 100);
  const questions: Recherche[] = [];
  while (questions.length < QUESTIONS) {
    const question = comparedQuestion(kind, random);
    if (kind !== 'page5') questions.push(question);
    else {
      const { cles } = index.rechercher({ ...question, first: 80 });
      if (cles.length === 80) questions.push({ ...question, apres: cles[79]! });
    }
  }
  return questions;
}

/** The quickest way to ask SQLite, once its answers are seen to be those of the index. */
function quickest(index: OfferIndex, kind: Compared, variants: Variant[], questions: Recherche[]): Variant {
  const medians = variants.map((variant) => {
    const timings = new Timings();
    for (const question of questions.slice(0, TRIALS)) {
      const answer = timings.measure(() => variant(question));
      verify(kind, question, answer, ask(index, kind, question));
    }
    return timings.percentile(0.5);
  });
  return variants[medians.indexOf(Math.min(...medians))]!;
}

/** Order by distance is in whole metres here and exact there: only the counts are compared. */
function verify(kind: Compared, question: Recherche, theirs: Answer, ours: Answer): void {
  const same = kind === 'codeRadius' || theirs.ids.join() === ours.ids.join();
  if (theirs.total === ours.total && same) return;
  throw new Error(`${kind} : SQLite répond ${theirs.total}, l'index ${ours.total}, à ${JSON.stringify(question)}`);
}

/** The index against SQLite on the same questions, and alone on broad ones. */
export async function runIndexBench(): Promise<BenchResult> {
  const { index, buildMs, openMs, bytes } = buildIndex();
  const peer = new SqlitePeer(inventedOffers(OFFERS, SEED));
  const lines = [
    `${OFFERS} offres : index construit en ${rounded(buildMs)} ms, ouvert en ${rounded(openMs)} ms, ${rounded(bytes / 1e6)} Mo`,
  ];
  const ratios: Record<string, number> = {};
  const raw: Record<string, number> = { buildMs, openMs, bytes };
  const compared = COMPARED.map((kind) => {
    const questions = questionsOf(index, kind);
    const variant = quickest(index, kind, peer.variants(kind), questions);
    return { kind, questions, variant, ours: new Timings(), theirs: new Timings() };
  });
  const broad = BROAD.map((kind, k) => {
    const random = new Random(200 + k);
    return {
      kind,
      questions: Array.from({ length: QUESTIONS }, () => broadQuestion(kind, random)),
      ours: new Timings(),
    };
  });
  for (const kept of [false, true]) {
    for (let i = 0; i < INDEX_ROUNDS * QUESTIONS; i++) {
      for (const { kind, questions, ours } of compared) {
        const timings = kept ? ours : new Timings();
        timings.measure(() => ask(index, kind, questions[i % QUESTIONS]!));
      }
      for (const { questions, ours } of broad) {
        const timings = kept ? ours : new Timings();
        timings.measure(() => index.rechercher(questions[i % QUESTIONS]!));
      }
    }
  }
  for (const { questions, variant, theirs } of compared) {
    for (let i = 0; i < SQLITE_ROUNDS * QUESTIONS; i++) theirs.measure(() => variant(questions[i % QUESTIONS]!));
  }
  peer.close();
  for (const { kind, ours, theirs } of compared) {
    const [p50, p99] = report(raw, `${kind}Index`, ours);
    const [peerP50, peerP99] = report(raw, `${kind}Sqlite`, theirs);
    ratios[kind] = rounded(peerP50 / p50);
    lines.push(
      `${kind} : index p50 ${p50} µs, p99 ${p99} µs ; SQLite p50 ${peerP50} µs, p99 ${peerP99} µs ; ${ratios[kind]} fois plus rapide`,
    );
  }
  for (const { kind, ours } of broad) {
    const [p50, p99] = report(raw, `${kind}Index`, ours);
    lines.push(`${kind} : index p50 ${p50} µs, p99 ${p99} µs`);
  }
  const versions = { node: process.version, sqlite: peer.version };
  return { title: "Index d'une région contre SQLite (p50, mêmes questions)", lines, ratios, raw, versions };
}

function report(raw: Record<string, number>, key: string, timings: Timings): [p50: number, p99: number] {
  const [p50, p99] = [rounded(timings.percentile(0.5)), rounded(timings.percentile(0.99))];
  raw[`${key}P50Us`] = p50;
  raw[`${key}P99Us`] = p99;
  return [p50, p99];
}
