import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestRedis, openWay, type TestRedis } from './support/redis.js';
import { regionWithOffers } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

const names = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `offre ${String(from + 3 * i).padStart(4, '0')}`);

describe('Two gateways behind a balancer', () => {
  const SEARCH =
    'query ($after: String) { rechercherOffres(criteres: {champActivite: ["01"]}, tri: NOM, first: 7, after: $after) { totalCount nodes { id nom } pageInfo { endCursor hasNextPage } } }';
  let nation: Awaited<ReturnType<typeof startTestNation>>;
  beforeAll(async () => {
    const codes = ['11', '24', '53'];
    nation = await startTestNation(
      codes.map((code, rank) => ({ codes: [code], handler: regionWithOffers(code, names(rank, 40)) })),
      5_000,
    );
  });
  afterAll(() => nation.close());

  it('give the same pages with the same cursors, whichever answers each page', async () => {
    const { ask } = await nation.another();
    const walk = async (turn: (page: number) => typeof nation.ask) => {
      const pages: unknown[] = [];
      for (let after: string | null = null; ; ) {
        const { body } = await turn(pages.length)(SEARCH, { after });
        const { nodes, pageInfo, totalCount } = body.data.rechercherOffres;
        pages.push({ nodes, pageInfo, totalCount });
        if (!pageInfo.hasNextPage) return pages;
        after = pageInfo.endCursor;
      }
    };
    const alone = await walk(() => nation.ask);
    expect(alone.length).toBe(Math.ceil(120 / 7));
    expect(await walk((page) => (page % 2 === 0 ? nation.ask : ask))).toEqual(alone);
    expect(await walk((page) => (page % 2 === 0 ? ask : nation.ask))).toEqual(alone);
  });
});

const redis: TestRedis | undefined = await openTestRedis();
if (redis === undefined) {
  console.warn(
    'No Redis at REDIS_URL nor at 127.0.0.1:6379, and no redis-server here: the tests of shared rates skip.',
  );
}

describe.skipIf(redis === undefined)('Gateways that name the same Redis', () => {
  const PER_MINUTE = 40;
  const lines: { msg: string }[] = [];
  let nation: Awaited<ReturnType<typeof startTestNation>>;
  let way: Awaited<ReturnType<typeof openWay>>;
  let other: Awaited<ReturnType<typeof nation.another>>;
  beforeAll(async () => {
    way = await openWay(redis!.url);
    nation = await startTestNation(
      [{ codes: ['11'], handler: regionWithOffers('11', ['a']) }],
      5_000,
      [1, 1, 1, 1, 1, 1],
      {
        redis: { url: way.url },
        memberLimits: { perMinute: PER_MINUTE },
        logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
      },
    );
    other = await nation.another();
  });
  afterAll(async () => {
    await nation?.close();
    way?.close();
    await redis?.close();
  });

  /** Asks one gateway then the other until one refuses. @returns how many were served, and how long that took */
  async function drain(asks: readonly (typeof nation.ask)[]) {
    const start = performance.now();
    for (let served = 0; ; served++) {
      const { status, body } = await asks[served % asks.length]!('{ __typename }');
      const minutes = (performance.now() - start) / 60_000;
      if (status === 429) return { served, minutes, refusal: body.errors[0].extensions };
      expect(status).toBe(200);
    }
  }
  const both = (rank: number) => [nation.askAs[rank]!, other.askAs[rank]!];
  const state = () => [nation.gateway.shared, other.gateway.shared];

  it('count the requests of a member together', async () => {
    expect(state()).toEqual(['PARTAGE', 'PARTAGE']);
    const { served, minutes, refusal } = await drain(both(0));
    expect(served).toBeGreaterThanOrEqual(PER_MINUTE);
    expect(served).toBeLessThanOrEqual(PER_MINUTE * (1 + minutes) + 1);
    expect(refusal).toMatchObject({ code: 'TROP_DE_DEMANDES', maximum: PER_MINUTE });
    expect((await nation.askAs[1]!('{ __typename }')).status).toBe(200);
  });

  it('never grant more than the rate to requests that come at once', async () => {
    // A machine that keeps Redis waiting makes them count alone: then the question is asked again, of another member.
    for (const rank of [2, 4, 5]) {
      await expect.poll(state, { timeout: 20_000 }).toEqual(['PARTAGE', 'PARTAGE']);
      const alone = lines.filter(({ msg }) => msg.startsWith('Redis injoignable')).length;
      const start = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 2 * PER_MINUTE }, (_, i) => both(rank)[i % 2]!('{ __typename }')),
      );
      const most = PER_MINUTE * (1 + (performance.now() - start) / 60_000) + 1;
      if (lines.filter(({ msg }) => msg.startsWith('Redis injoignable')).length > alone) continue;
      const served = answers.filter(({ status }) => status === 200).length;
      expect(served).toBeGreaterThan(0);
      expect(served).toBeLessThanOrEqual(most);
      return;
    }
    throw new Error('Redis was never fast enough to be asked.');
  });

  it('count alone, and say so, while it is away, and together again by themselves', async () => {
    await expect.poll(state, { timeout: 20_000 }).toEqual(['PARTAGE', 'PARTAGE']);
    const before = lines.length;
    await way.cut();
    await expect.poll(state, { timeout: 20_000 }).toEqual(['SEUL', 'SEUL']);
    const { served, minutes } = await drain(both(3));
    expect(served).toBeGreaterThanOrEqual(2 * PER_MINUTE - 1);
    expect(served).toBeLessThanOrEqual(2 * PER_MINUTE * (1 + minutes) + 1);
    const told = lines.slice(before).filter(({ msg }) => msg.startsWith('Redis injoignable'));
    expect(told).toHaveLength(2);
    await way.reopen();
    await expect.poll(state, { timeout: 20_000 }).toEqual(['PARTAGE', 'PARTAGE']);
    // The bucket of Redis is still the one that the first test emptied, or has filled a little since.
    expect((await drain(both(0))).served).toBeLessThanOrEqual(PER_MINUTE);
  });

  it('do not wait for one that accepts and does not answer', async () => {
    way.silence();
    const start = performance.now();
    for (let i = 0; i < 5; i++) expect((await nation.askAs[1]!('{ __typename }')).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(nation.gateway.shared).toBe('SEUL');
  });
});

it('A gateway starts without its Redis, and serves', async () => {
  const nation = await startTestNation([{ codes: ['11'], handler: regionWithOffers('11', ['a']) }], 5_000, [], {
    redis: { url: 'redis://127.0.0.1:9' },
  });
  expect(nation.gateway.shared).toBe('SEUL');
  expect((await nation.ask('{ __typename }')).status).toBe(200);
  await nation.close();
});
