import { describe, expect, it } from 'vitest';
import { compte, jourCourt } from '../src/index.js';

describe('French dates and counts', () => {
  it('writes a day of this year short, and another with its year, in Paris time', () => {
    const now = new Date('2026-11-21T10:00:00Z');
    expect(jourCourt('2026-11-12T08:00:00Z', now)).toBe('12/11');
    expect(jourCourt('2025-11-12T08:00:00Z', now)).toBe('12/11/2025');
    expect(jourCourt('2025-12-31T23:30:00Z', now)).toBe('01/01');
    expect(jourCourt('hier', now)).toBe('hier');
  });

  it('begins the plural at two', () => {
    expect([0, 1, 2, 1_234].map((n) => compte(n, 'offre').replace(/\s/g, ' '))).toEqual([
      '0 offre',
      '1 offre',
      '2 offres',
      '1 234 offres',
    ]);
  });
});
