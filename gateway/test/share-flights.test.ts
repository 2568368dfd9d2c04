import type { Profil } from '@inter-ror/access-policy';
import { describe, expect, it } from 'vitest';
import { Deadline } from '../src/deadline/index.js';
import { type Asker, type FanOut, type RegionClient, shareFlights, writeQuestion } from '../src/regions/index.js';

const regions = [{ member: { id: '53' } }, { member: { id: '11' } }] as never as RegionClient[];
const question = writeQuestion('{ a }', { v: 1 });

function asker(profil: Profil, perimeter: readonly string[] = ['*']): Asker {
  return { profil, perimeter, stated: undefined, deadline: new Deadline(1_000, 'test', performance.now()) };
}

/** A fan-out that answers when told. */
function held() {
  const land: (() => void)[] = [];
  const fanOut: FanOut = (asked) =>
    new Promise((resolve) => {
      land.push(() => resolve(asked.map((region) => ({ region, reply: { statut: 'OK', latenceMs: land.length } }))));
    });
  return { land, ask: shareFlights(fanOut) };
}

describe('a question already out', () => {
  it('is not asked again while it is out, and is once it is answered', async () => {
    const { land, ask } = held();
    const first = ask(regions, question, asker(1), 60_000);
    const second = ask([...regions], writeQuestion('{ a }', { v: 1 }), asker(1), 60_000);
    expect(land).toHaveLength(1);
    land[0]!();
    expect(await second).toBe(await first);
    void ask(regions, question, asker(1), 60_000);
    expect(land).toHaveLength(2);
  });

  it.each([
    ['another profile', asker(2), question, regions],
    ['another perimeter', asker(1, ['53']), question, regions],
    ['other variables', asker(1), writeQuestion('{ a }', { v: 2 }), regions],
    ['other regions', asker(1), question, regions.slice(1)],
  ])('is not shared with %s', (_, who, what, where) => {
    const { land, ask } = held();
    void ask(regions, question, asker(1), 60_000);
    void ask(where, what, who, 60_000);
    expect(land).toHaveLength(2);
  });

  it('is not joined by who would lose much of its own time', async () => {
    const { land, ask } = held();
    void ask(regions, question, asker(1), 40);
    await expect
      .poll(
        () => {
          void ask(regions, question, asker(1), 40);
          return land.length;
        },
        { timeout: 5_000, interval: 5 },
      )
      .toBeGreaterThan(1);
  });
});
