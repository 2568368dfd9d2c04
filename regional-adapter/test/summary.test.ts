import { PROFILS } from '@inter-ror/access-policy';
import type { Predicat } from '@inter-ror/exposure-model';
import { holdsNothing, lireResume } from '@inter-ror/region-state';
import { describe, expect, it } from 'vitest';
import { OfferIndex } from '../src/offer-index/index.js';
import { ficheMasquee } from './access-masked-cards.js';
import { segmentDe } from './offer-index-comparison.js';
import { Generateur } from './offer-index-generator.js';

describe('The summary of a region', () => {
  it.each(PROFILS)('proves nothing that the index does not confirm, for any predicate (profile %i)', (profil) => {
    let proved = 0;
    for (let round = 0; round < 60; round++) {
      const generateur = new Generateur(1000 * profil + round);
      const index = OfferIndex.depuis(segmentDe(generateur.fiches(1 + generateur.entier(12)))).pour(profil);
      const resume = index.resumer();
      for (let n = 0; n < 60; n++) {
        const predicat = generateur.predicat();
        for (const asked of [predicat, { sorte: 'non', terme: predicat } as const]) {
          if (!holdsNothing(resume, asked)) continue;
          proved++;
          expect({ asked, found: index.compter(asked) }).toEqual({ asked, found: 0 });
        }
      }
    }
    expect(proved).toBeGreaterThan(500);
  });

  it('proves most of what is not there', () => {
    const generateur = new Generateur(5);
    const index = OfferIndex.depuis(segmentDe(generateur.fiches(400))).pour(1);
    const resume = index.resumer();
    const absent: Predicat[] = [
      { sorte: 'codes', liste: 'activiteOperationnelle', cles: ['9999'] },
      { sorte: 'territoire', champ: 'departement', valeurs: ['48'] },
      { sorte: 'disque', latitude: 45, longitude: 100, rayonM: 20_000 },
      { sorte: 'disque', latitude: -17.5, longitude: -170, rayonM: 500_000 },
      { sorte: 'age', jours: 1_000_000 },
      { sorte: 'lits', minimum: 12 },
      { sorte: 'disponibiliteDepuis', instant: 2_000_000_000_000 },
    ];
    for (const predicat of absent)
      expect({ predicat, holdsNothing: holdsNothing(resume, predicat) }).toMatchObject({ holdsNothing: true });
  });

  it('crosses the antimeridian and the poles as distances do', () => {
    const generateur = new Generateur(6);
    const index = OfferIndex.depuis(segmentDe(generateur.fiches(300))).pour(1);
    const resume = index.resumer();
    let proved = 0;
    for (let n = 0; n < 3000; n++) {
      const latitude = generateur.reel() * 180 - 90;
      const longitude = generateur.parmi([179.9, -179.9, 0, generateur.reel() * 360 - 180]);
      const disque = {
        sorte: 'disque',
        latitude,
        longitude,
        rayonM: generateur.parmi([0, 20_000, 400_000, 3_000_000]),
      } as const;
      if (!holdsNothing(resume, disque)) continue;
      proved++;
      expect(index.compter(disque)).toBe(0);
    }
    expect(proved).toBeGreaterThan(1000);
  });

  it.each(PROFILS)(
    'is that of the data filtered by the table: it holds nothing that is hidden (profile %i)',
    (profil) => {
      const generateur = new Generateur(70 + profil);
      const fiches = generateur.fiches(300);
      const opposees = new Set([...fiches.keys()].filter((o) => o % 9 === 0));
      const vues = fiches.map((f, o) => ficheMasquee(f, profil, opposees.has(o))).filter((f) => f !== undefined);
      const index = OfferIndex.depuis(segmentDe(fiches)).pour(profil, opposees);
      const filtered = OfferIndex.depuis(segmentDe(vues)).pour(1);
      expect(index.resumer()).toEqual(filtered.resumer());
    },
  );

  it('is read again as it was written', () => {
    const generateur = new Generateur(8);
    const offres = OfferIndex.depuis(segmentDe(generateur.fiches(200)))
      .pour(0)
      .resumer();
    const resume = { etat: 'a.1', profil: 0, offres };
    expect(lireResume(JSON.stringify(resume))).toEqual(resume);
    expect(() => lireResume('{"etat":"a","profil":9,"offres":{}}')).toThrow();
  });
});
