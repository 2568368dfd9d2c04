import { describe, expect, it } from 'vitest';
import { normaliserRecherche } from '../src/index.js';
import { codesDeCommune } from '../src/search/arrondissements.js';

describe('a commune divided into arrondissements', () => {
  it('is searched with all of them, and an arrondissement alone', () => {
    expect(codesDeCommune('69123')).toHaveLength(10);
    expect(codesDeCommune('75110')).toEqual(['75110']);
    expect(normaliserRecherche({ criteres: { territoire: { commune: ['13055'] } } }).predicat).toMatchObject({
      champ: 'commune',
      valeurs: ['13055', ...Array.from({ length: 16 }, (_, i) => String(13201 + i))],
    });
  });
});
