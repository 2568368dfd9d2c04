import { type FicheOffre, TRIS } from '@inter-ror/exposure-model';
import { describe, expect, it } from 'vitest';
import { IdentifiantEnDoubleError, OfferIndex } from '../src/offer-index/index.js';
import { comparerAForce, lignes, recherche, segmentDe, TOUT } from './offer-index-comparison.js';
import { Generateur } from './offer-index-generator.js';
import { chercherParForce } from './offer-index-oracle.js';

describe('An index of one segment', () => {
  it('answers 1,000 random searches as brute force does, on every page of every sort', () => {
    const generateur = new Generateur(20);
    const fiches = generateur.fiches(700);
    const index = OfferIndex.depuis(segmentDe(fiches));
    expect(index.taille).toBe(700);
    expect(comparerAForce(index, fiches, fiches, generateur, 1000)).toBeGreaterThan(100_000);
  });

  it('answers as brute force does on a few thousand offers, where sets are bitmaps', () => {
    const generateur = new Generateur(21);
    const fiches = generateur.fiches(3000);
    comparerAForce(OfferIndex.depuis(segmentDe(fiches)), fiches, fiches, generateur, 60);
  });

  it('answers as brute force does on no offer, one offer, and around the words of 32', () => {
    for (const nombre of [0, 1, 31, 32, 33, 64]) {
      const generateur = new Generateur(nombre);
      const fiches = generateur.fiches(nombre);
      comparerAForce(OfferIndex.depuis(segmentDe(fiches)), fiches, fiches, generateur, 20);
    }
  });

  it('goes on from a cursor whose offer is not there any more', () => {
    const generateur = new Generateur(22);
    const fiches = generateur.fiches(300);
    const index = OfferIndex.depuis(segmentDe(fiches));
    for (const tri of TRIS) {
      const r = recherche(TOUT, {
        tri,
        first: 200,
        origine: { latitude: 48.4, longitude: -4.4 },
        motsPertinence: ['c'],
      });
      const tout = chercherParForce(fiches, r);
      const { valeur, id } = tout[120]!;
      const page = index.rechercher({ ...r, apres: { valeur, id: `${id}\u0000` } });
      expect(lignes(page.cles), tri).toBe(lignes(tout.slice(121, 321)));
    }
  });

  it('accepts a cursor that no offer could have given', () => {
    const generateur = new Generateur(23);
    const fiches = generateur.fiches(100);
    const index = OfferIndex.depuis(segmentDe(fiches));
    for (const tri of TRIS) {
      for (const valeur of [Number.NaN, -1e300, 1e300, 12.5, '', 'zzz', '\u{1F600}']) {
        const origine = { latitude: 0, longitude: 0 };
        const page = index.rechercher(recherche(TOUT, { tri, origine, apres: { valeur, id: '\uFFFF' } }));
        expect(page.total).toBe(100);
      }
    }
  });

  it('ignores stop words, unless the query holds nothing else', () => {
    const generateur = new Generateur(24);
    const base = generateur.fiche('x');
    const fiche = (id: string, nom: string): FicheOffre => ({ ...base, id, nom, noms: [nom], libelles: [] });
    const fiches = [fiche('1', 'IRM cardiaque'), fiche('2', 'Maison de la Source'), fiche('3', 'Le Delta')];
    const index = OfferIndex.depuis(segmentDe(fiches));
    const trouver = (...mots: string[]): number[] => index.rechercher(recherche({ sorte: 'nom', mots })).ordinaux;
    expect(trouver('irm', 'pres', 'de', 'la')).toEqual([0]);
    expect(trouver('de')).toEqual([2, 1]);
    expect(trouver('la', 'de')).toEqual([1]);
    expect(trouver()).toHaveLength(3);
  });

  it('finds names and ids beyond Latin-1, in the order of their code units', () => {
    const generateur = new Generateur(25);
    const ids = ['ÿ', 'Ā', 'z', '\u{1F3E5}', '\uFFFD', 'ž'];
    const fiches = ids.map((id) => ({ ...generateur.fiche(id), nom: 'Λέσβος', noms: ['Λέσβος'] }));
    const index = OfferIndex.depuis(segmentDe(fiches));
    const page = index.rechercher(recherche({ sorte: 'nom', mots: ['λεσ'] }));
    expect(page.cles.map(({ id }) => id)).toEqual([...ids].sort());
  });

  it('refuses two offers of the same id', () => {
    const fiche = new Generateur(26).fiche('meme-id');
    expect(() => segmentDe([fiche, fiche])).toThrow(IdentifiantEnDoubleError);
    expect(() => segmentDe([fiche, fiche])).toThrow('meme-id');
  });
});
