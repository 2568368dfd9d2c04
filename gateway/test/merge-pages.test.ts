import { type CleOffre, comparerCles, TRIS } from '@inter-ror/exposure-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePages } from '../src/merge/index.js';

const cle = (numeric: boolean) =>
  fc.record({
    valeur: numeric ? fc.integer({ min: 0, max: 5 }) : fc.constantFrom('a', 'b', 'ab', ''),
    id: fc.uuid(),
  }) as fc.Arbitrary<CleOffre>;

describe('merging the pages of the regions', () => {
  it('gives the first offers of the union, in the total order, for every sort and page size', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TRIS).chain((tri) =>
          fc.record({
            tri: fc.constant(tri),
            regions: fc.array(fc.uniqueArray(cle(tri !== 'NOM'), { maxLength: 12, selector: (c) => c.id }), {
              maxLength: 18,
            }),
            first: fc.integer({ min: 1, max: 30 }),
          }),
        ),
        ({ tri, regions, first }) => {
          const sorted = regions.map((r) => r.map((c) => ({ cle: c })).sort((a, b) => comparerCles(tri, a.cle, b.cle)));
          const pages = sorted.map((r) => {
            const own = r.slice(0, first);
            return { item: (rank: number) => own[rank], hasMore: r.length > first };
          });
          const all = sorted.flat().sort((a, b) => comparerCles(tri, a.cle, b.cle));
          const merged = mergePages(pages, tri, first);
          expect(merged.items).toEqual(all.slice(0, first));
          expect(merged.hasMore).toBe(all.length > first);
        },
      ),
      { numRuns: 500 },
    );
  });
});
