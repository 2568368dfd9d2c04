import { distanceM, type FicheOffre } from '@inter-ror/exposure-model';
import { describe, expect, it } from 'vitest';
import { OfferIndex } from '../src/offer-index/index.js';
import { recherche, segmentDe, TOUT } from './offer-index-comparison.js';
import { Generateur } from './offer-index-generator.js';

describe('Places', () => {
  const base = new Generateur(30).fiche('x');
  const a = (id: string, latitude: number | null, longitude: number | null): FicheOffre => ({
    ...base,
    id,
    latitude,
    longitude,
    commune: '98611',
  });
  const trouver = (index: OfferIndex, latitude: number, longitude: number, rayonM: number): string[] =>
    index
      .rechercher(recherche({ sorte: 'disque', latitude, longitude, rayonM }))
      .cles.map(({ id }) => id)
      .sort();

  it('on both sides of the antimeridian are near each other', () => {
    const fiches = [a('est', -17, 179.99), a('ouest', -17, -179.99), a('meme', -17, 180), a('loin', -17, 178)];
    const index = OfferIndex.depuis(segmentDe(fiches));
    for (const longitude of [180, -180, 179.999, -179.999, 540]) {
      expect(trouver(index, -17, longitude, 5000)).toEqual(['est', 'meme', 'ouest']);
    }
    expect(trouver(index, -17, 179.99, 3000)).toEqual(['est', 'meme', 'ouest']);
    const point = index.pointDeCommune('98611')!;
    expect(point.lieux).toBe(4);
    expect(Math.abs(point.longitude)).toBeGreaterThan(179);
  });

  it('around a pole are near each other', () => {
    const index = OfferIndex.depuis(segmentDe([a('1', 89.99, 0), a('2', 89.99, 180), a('3', 90, 77), a('4', 88, 0)]));
    expect(trouver(index, 89.995, 90, 3000)).toEqual(['1', '2', '3']);
  });

  it('are within a disc up to its edge, in whole metres', () => {
    const index = OfferIndex.depuis(
      segmentDe([a('bord', 48.5, -4.5), a('centre', 48.4, -4.4), a('inconnu', null, null)]),
    );
    const bord = distanceM(48.4, -4.4, 48.5, -4.5);
    expect(trouver(index, 48.4, -4.4, bord)).toEqual(['bord', 'centre']);
    expect(trouver(index, 48.4, -4.4, bord - 1)).toEqual(['centre']);
    expect(trouver(index, 48.4, -4.4, 0)).toEqual(['centre']);
  });

  it('that are none are unknown', () => {
    const index = OfferIndex.depuis(segmentDe([a('1', 91, 0), a('2', Number.NaN, 0), a('3', 0, Number.NaN)]));
    expect(trouver(index, 0, 0, 21_000_000)).toEqual([]);
    const page = index.rechercher(recherche(TOUT, { tri: 'DISTANCE', origine: { latitude: 0, longitude: 0 } }));
    expect(page.cles.map(({ valeur }) => valeur)).toEqual([Infinity, Infinity, Infinity]);
    expect(page.distances).toEqual([null, null, null]);
  });

  it('of a commune have a middle, each counted once', () => {
    const index = OfferIndex.depuis(segmentDe([a('1', 48, 2), a('2', 48, 2), a('3', 48, 4), a('4', null, null)]));
    const point = index.pointDeCommune('98611')!;
    expect(point.lieux).toBe(2);
    expect(point.latitude).toBeCloseTo(48, 1);
    expect(point.longitude).toBeCloseTo(3, 9);
    expect(index.pointDeCommune('29019')).toBeUndefined();
  });
});
