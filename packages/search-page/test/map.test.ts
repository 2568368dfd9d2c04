import { describe, expect, it } from 'vitest';
import { vueCarte } from '../src/map/index.js';
import { zones } from '../src/map/zones.js';

const at = (rang: number, latitude: number, longitude: number, nom = `offre ${rang}`) => ({
  rang,
  nom,
  latitude,
  longitude,
});
const RENNES = [48.11, -1.68] as const;

describe('the map of the results', () => {
  it('has the rank of an offer in a disc, and the count of several in a box: never a bare number for both', () => {
    const text = vueCarte([at(1, ...RENNES), at(2, 48.4, -4.49), at(3, ...RENNES), at(4, ...RENNES)])!.text;
    expect(text.match(/<circle/g)).toHaveLength(1);
    expect(text).toMatch(/<circle[^>]*\/><text [^>]*>2<\/text>/);
    expect(text.match(/<rect/g)).toHaveLength(1);
    expect(text).toMatch(/<rect[^>]*\/><text [^>]*>× 3<\/text>/);
    expect(text).toContain('son rang dans la liste');
    expect(text).toContain('<title>1. offre 1, 3. offre 3, 4. offre 4</title>');
  });

  it('gives each region overseas a frame of its own beside metropolitan France', () => {
    const some = [at(1, 16.24, -61.53), at(2, ...RENNES), at(3, -12.78, 45.23), at(4, 43.3, 5.37), at(5, 4.93, -52.33)];
    expect(zones(some).map(({ nom, offres }) => [nom, offres.map((o) => o.rang)])).toEqual([
      ['Métropole', [2, 4]],
      ['Guadeloupe', [1]],
      ['Guyane', [5]],
      ['Mayotte', [3]],
    ]);
    expect(vueCarte(some)!.text.match(/<svg/g)).toHaveLength(4);
    expect(vueCarte([at(1, 16.24, -61.53)])!.text.match(/<svg/g)).toHaveLength(1);
  });

  it('is not drawn without a point, and keeps a script in a name as text', () => {
    expect(vueCarte([])).toBeUndefined();
    expect(vueCarte([at(1, ...RENNES, '<script>1</script>')])!.text).not.toContain('<script>');
  });
});
