import type { BenchResult } from './result.js';

const BENCHES: Record<string, () => Promise<BenchResult>> = {
  federation: async () => (await import('./federation-bench.js')).runFederationBench(),
  index: async () => (await import('./index-bench.js')).runIndexBench(),
  adapter: async () => (await import('./adapter-bench.js')).runAdapterBench(),
  access: async () => (await import('./access-bench.js')).runAccessBench(),
  load: async () => (await import('./load-bench.js')).runLoadBench(),
  page: async () => (await import('./page-bench.js')).runPageBench(),
  soap: async () => (await import('./soap-bench.js')).runSoapBench(),
  memory: async () => (await import('./memory-bench.js')).runMemoryBench(),
  restart: async () => (await import('./restart-bench.js')).runRestartBench(),
  slow: async () => (await import('./slow-bench.js')).runSlowBench(),
  solution: async () => (await import('./solution-bench.js')).runSolutionBench(),
  trust: async () => (await import('./trust-bench.js')).runTrustBench(),
};

const USAGE = `Usage : npm run bench -- <${Object.keys(BENCHES).join('|')}> [--json]`;

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const names = args.filter((arg) => arg !== '--json');
  const bench = Object.hasOwn(BENCHES, names[0] ?? '') ? BENCHES[names[0]!] : undefined;
  if (names.length !== 1 || !bench) {
    console.error(`Banc d'essai inconnu : « ${names.join(' ')} ». ${USAGE}`);
    return 2;
  }
  const { title, lines, ratios, raw, versions } = await bench();
  console.log([title, ...lines].join('\n'));
  if (json) console.log(JSON.stringify({ ratios, raw, versions }));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
