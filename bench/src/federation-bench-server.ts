import { DEADLINE_MAX_MS, startGateway } from '@inter-ror/gateway';
import { startAdapter } from '@inter-ror/regional-adapter';
import { openWhitelistFile } from '@inter-ror/whitelist';
import { pino } from 'pino';
import { type ChildOrder, spent } from './federation-bench-child.js';
import { startLimit } from './federation-bench-limit.js';

/** Both sides keep what is asked at hand, so that the gateway is what is measured. */
const CACHE_BYTES = 64 << 20;
/** One client asks for all: its rate is not what is measured. */
const MEMBER_LIMITS = { simultaneous: 64, perMinute: 10_000_000 };
const HERE = { host: '127.0.0.1', port: 0 };

async function serve(order: ChildOrder): Promise<string[]> {
  const admission = openWhitelistFile({ ...order.list, pollMs: 100 });
  const logger = pino({ level: 'warn' });
  if (order.serve === 'limit') return [await startLimit({ ...order, admission })];
  if (order.serve === 'gateway') {
    const { identity, planning } = order;
    const options = {
      listen: HERE,
      identity,
      admission,
      logger,
      deadlineMs: DEADLINE_MAX_MS,
      planning,
      memberLimits: MEMBER_LIMITS,
    };
    return [(await startGateway(options)).url];
  }
  const urls: string[] = [];
  for (const { codes, nom, fichier, storeDir, identity } of order.regions) {
    const adapter = await startAdapter({
      codes: [...codes],
      nom,
      solution: null,
      storeDir,
      source: { fichier },
      listen: HERE,
      identity,
      admission,
      logger,
      octetsCache: CACHE_BYTES,
    });
    await adapter.demarrage;
    urls.push(adapter.url);
  }
  return urls;
}

process.once('message', (order: ChildOrder) => {
  serve(order).then(
    (urls) => {
      process.send!(urls);
      process.on('message', () => process.send!(spent()));
    },
    (error: Error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
