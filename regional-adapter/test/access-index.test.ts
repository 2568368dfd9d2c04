import { PROFILS, type Profil } from '@inter-ror/access-policy';
import type { FicheOffre } from '@inter-ror/exposure-model';
import { describe, expect, it } from 'vitest';
import { OfferIndex } from '../src/offer-index/index.js';
import { ficheMasquee } from './access-masked-cards.js';
import { comparerAForce, lignes, recherche, segmentDe, TOUT } from './offer-index-comparison.js';
import { Generateur } from './offer-index-generator.js';
import { chercherParForce } from './offer-index-oracle.js';

const masquer = (fiches: readonly FicheOffre[], profil: Profil, opposees: ReadonlySet<number>) =>
  fiches.map((f, o) => ficheMasquee(f, profil, opposees.has(o)));
const presentes = (fiches: readonly (FicheOffre | undefined)[]) => fiches.filter((f) => f !== undefined);

describe('An index seen by a profile', () => {
  it.each(PROFILS)('answers 2,000 random searches as the data filtered by the table does (profile %i)', (profil) => {
    const generateur = new Generateur(40 + profil);
    const fiches = generateur.fiches(160);
    const opposees = new Set([...fiches.keys()].filter((o) => o % 9 === 0));
    const vues = masquer(fiches, profil, opposees);
    const index = OfferIndex.depuis(segmentDe(fiches)).pour(profil, opposees);
    const trouvees = comparerAForce(index, fiches, presentes(vues), generateur, 2000);
    expect(trouvees).toBeGreaterThan(20_000);
    expect(index.taille).toBe(presentes(vues).length);
    const caches = vues.filter((f, o) => JSON.stringify(f) !== JSON.stringify(fiches[o])).length;
    expect(caches > 0).toBe(profil !== 1 && profil !== 4);
  });

  it.each([0, 3, 5] as const)('keeps to it where sets are bitmaps, and over changes (profile %i)', (profil) => {
    const generateur = new Generateur(60 + profil);
    const fiches = generateur.fiches(1500);
    const delta = generateur.fiches(300, 'd');
    const tous = [...fiches, ...delta];
    const opposees = new Set([...tous.keys()].filter((o) => o % 11 === 0));
    const base = OfferIndex.depuis(segmentDe(fiches)).avecDelta(segmentDe(delta), []);
    const vues = presentes(masquer(tous, profil, opposees));
    comparerAForce(base.pour(profil, opposees), tous, vues, generateur, 40);
  });

  it('gives the same pages over two sets of offers that differ only in what is hidden', () => {
    for (const profil of PROFILS) {
      const generateur = new Generateur(80 + profil);
      const fiches = generateur.fiches(200);
      const autres = fiches.map((f) => {
        const vue = ficheMasquee(f, profil);
        // What is hidden becomes something else: an offer that is not seen is another one, under the same id.
        if (vue === undefined) return { ...generateur.fiche(f.id), sensible: true };
        const { zonePoser, litsDisponibles, placesDisponibles, disponibiliteMaj } = generateur.fiche('x');
        const garde = <K extends keyof FicheOffre>(cle: K, autre: FicheOffre[K]) =>
          JSON.stringify(vue[cle]) === JSON.stringify(f[cle]) ? f[cle] : autre;
        return {
          ...f,
          codes: { ...generateur.fiche('x').codes, ...vue.codes },
          libellesReserves: garde('libellesReserves', ['urgence irm']),
          nomsReserves: garde('nomsReserves', ['centre clinique']),
          zonePoser: garde('zonePoser', zonePoser),
          litsDisponibles: garde('litsDisponibles', litsDisponibles),
          placesDisponibles: garde('placesDisponibles', placesDisponibles),
          disponibiliteMaj: garde('disponibiliteMaj', disponibiliteMaj),
        };
      });
      const [un, deux] = [fiches, autres].map((les) => OfferIndex.depuis(segmentDe(les)).pour(profil));
      let differentes = 0;
      for (let n = 0; n < 150; n++) {
        const r = generateur.recherche();
        expect(deux!.rechercher(r)).toEqual(un!.rechercher(r));
        const [toutUn, toutDeux] = [fiches, autres].map((les) => lignes(chercherParForce(les, r)));
        if (toutUn !== toutDeux) differentes++;
      }
      if (profil !== 1 && profil !== 4) expect(differentes).toBeGreaterThan(3);
      expect(un!.rechercher(recherche(TOUT)).total).toBe(presentes(masquer(fiches, profil, new Set())).length);
    }
  });
});
