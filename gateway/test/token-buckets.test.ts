import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBuckets } from '../src/limits/index.js';

describe('A bucket of requests', () => {
  it('grants a minute of requests at once, then as many a minute, and tells when the next may come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(fc.nat(20_000), { maxLength: 60 }), (rate, waits) => {
        let now = 0;
        const buckets = new TokenBuckets(rate, () => now);
        let granted = 0;
        for (const wait of waits) {
          now += wait;
          const taken = buckets.take('m');
          if (taken.granted) granted++;
          else {
            expect(taken.waitMs).toBeGreaterThan(0);
            now += taken.waitMs + 1e-6;
            expect(buckets.take('m').granted).toBe(true);
            granted++;
          }
          expect(granted).toBeLessThanOrEqual(rate + (now * rate) / 60_000 + 1e-6);
        }
      }),
    );
  });

  it('is one for each member', () => {
    const buckets = new TokenBuckets(1, () => 0);
    expect([buckets.take('a').granted, buckets.take('a').granted, buckets.take('b').granted]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
