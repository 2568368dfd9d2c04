import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendLoad } from './adapter-bench.js';
import { startBenchNation } from './federation-bench-nation.js';
import { nearSearches, searches } from './federation-bench-questions.js';
import { Random } from './index-bench-data.js';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';

const OFFERS = 20_000;
const REQUESTS = Number(process.env.MEMORY_REQUESTS ?? 1_000_000);
/** What is reached then is what the rest is compared with. */
const SETTLED = REQUESTS / 10;
const CONNECTIONS = 16;
const SECONDS = 10;
const KNOWN = 1_000;
const NEW = 2_000;
const BODIES = 10_000;

/** A gateway's memory over a million requests of all kinds: repeated, new, of pages of 20 and 200, refused. */
export async function runMemoryBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-memory-'));
  const closers: (() => unknown)[] = [() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const nation = await startBenchNation(dir, OFFERS, closers);
    const gateway = await nation.gateway();
    const bodiesFile = join(dir, 'questions.json');
    const lines: string[] = [];
    let answers = 0;
    let said = 0;
    let settled = 0;
    let most = 0;
    for (let round = 0; answers < REQUESTS; round++) {
      writeFileSync(bodiesFile, JSON.stringify(mixed(round)));
      const order = { url: gateway.urls[0]!, bodiesFile, connections: CONNECTIONS, seconds: SECONDS };
      answers += (await sendLoad({ ...order, identity: nation.client })).answers;
      const { rssBytes } = await gateway.spent();
      if (answers < SETTLED) continue;
      if (settled === 0) settled = rssBytes;
      most = Math.max(most, rssBytes);
      if (answers < said + REQUESTS / 10 && answers < REQUESTS) continue;
      said = answers;
      const line = `${answers} demandes : ${Math.round(rssBytes / 1e6)} Mo`;
      lines.push(line);
      console.error(line);
    }
    return {
      title: `Mémoire de la passerelle, ${OFFERS} offres, demandes mêlées`,
      lines: [...lines, `Au plus ${rounded(most / settled)} fois ce qu’elle était au premier dixième.`],
      ratios: { flat: rounded(settled / most) },
      raw: { answers, settledBytes: settled, mostBytes: most },
      versions: { node: process.version },
    };
  } finally {
    for (const close of closers) await close();
  }
}

function mixed(round: number): string[] {
  const random = new Random(round);
  const known = [...nearSearches(KNOWN, 1), ...searches(20, KNOWN, 2), ...searches(200, 50, 3)];
  const fresh = [...nearSearches(NEW, 1_000 + round), ...searches(200, 100, 2_000 + round)];
  const odd = [
    '{"query":"{ regions { codes nom nombreOffres } }"}',
    '{"query":"{ rechercherOffres(criteres: {}, first: 500) { totalCount } }"}',
    '{"query":"{ nomenclature(table: \\"R30\\", texte: \\"bre\\") { code libelle } }"}',
    '{"query":"{ offre(id: \\"INCONNUE\\") { nom } }"}',
    '{"query":"{ rien }"}',
    '{',
  ];
  const of = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)]!;
  return Array.from({ length: BODIES }, (_, i) => {
    const draw = random.next();
    if (draw < 0.05) return of(odd);
    return draw < 0.07 ? fresh[i % fresh.length]! : of(known);
  });
}
