import { describe, expect, it } from 'vitest';
import { OfferIndex, SegmentIllisibleError } from '../src/offer-index/index.js';
import { comparerAForce, recherche, segmentDe, TOUT } from './offer-index-comparison.js';
import { Generateur } from './offer-index-generator.js';

describe('An index with deltas', () => {
  const generateur = new Generateur(40);
  const base = generateur.fiches(400, 'base');
  const changees = base.filter((_, i) => i % 9 === 0).map(({ id }) => generateur.fiche(id));
  const delta = [...changees, ...generateur.fiches(40, 'neuve')];
  const supprimees = base.filter((_, i) => i % 7 === 3).map(({ id }) => id);
  const remplacees = new Set([...delta.map(({ id }) => id), ...supprimees]);
  const restent = [...base.filter(({ id }) => !remplacees.has(id)), ...delta];
  const original = OfferIndex.depuis(segmentDe(base));
  const derive = original.avecDelta(segmentDe(delta), [...supprimees, 'inconnue']);

  it('answers random searches as brute force does on the offers that remain', () => {
    expect(derive.taille).toBe(restent.length);
    comparerAForce(derive, [...base, ...delta], restent, generateur, 250);
  });

  it('answers as an index built whole', () => {
    const entier = OfferIndex.depuis(segmentDe(restent));
    expect(entier.taille).toBe(derive.taille);
    for (let i = 0; i < 100; i++) {
      const r = generateur.recherche();
      const { ordinaux: _, ...attendu } = entier.rechercher(r);
      expect(derive.rechercher(r), JSON.stringify(r)).toMatchObject(attendu);
    }
    for (const commune of ['2A004', '2a004', '29019', '75056']) {
      expect(derive.pointDeCommune(commune)).toEqual(entier.pointDeCommune(commune));
    }
  });

  it('takes a second delta, which may retire offers of the first', () => {
    const second = [generateur.fiche('neuve-3'), generateur.fiche('derniere')];
    const retires = [delta[0]!.id, restent[0]!.id];
    const index = derive.avecDelta(segmentDe(second), retires);
    const fiches = [...restent.filter(({ id }) => !retires.includes(id) && id !== 'neuve-3'), ...second];
    expect(index.taille).toBe(fiches.length);
    comparerAForce(index, [...base, ...delta, ...second], fiches, generateur, 60);
  });

  it('leaves the index it comes from as it was', () => {
    expect(original.taille).toBe(base.length);
    comparerAForce(original, base, base, generateur, 20);
  });

  it('may retire everything', () => {
    const vide = original.avecDelta(
      segmentDe([]),
      base.map(({ id }) => id),
    );
    expect(vide.taille).toBe(0);
    expect(vide.rechercher(recherche(TOUT))).toEqual({
      total: 0,
      ordinaux: [],
      cles: [],
      distances: null,
      suite: false,
    });
  });
});

describe('A segment', () => {
  const fiches = new Generateur(50).fiches(60);
  const segment = segmentDe(fiches);

  it('is the same whenever the same offers are added', () => {
    expect(Buffer.from(segmentDe(fiches)).equals(Buffer.from(segment))).toBe(true);
  });

  it('is refused when any one bit of it has changed', () => {
    const generateur = new Generateur(51);
    for (let i = 0; i < 200; i++) {
      const abime = segment.slice(0);
      const at = i < 32 ? i : generateur.entier(segment.byteLength);
      new Uint8Array(abime)[at]! ^= 1 << generateur.entier(8);
      expect(() => OfferIndex.depuis(abime), `octet ${at}`).toThrow(SegmentIllisibleError);
    }
  });

  it('is refused when it is cut, lengthened, empty, or something else', () => {
    const plusLong = new Uint8Array(segment.byteLength + 8);
    plusLong.set(new Uint8Array(segment));
    const autres = [
      segment.slice(0, 8),
      segment.slice(0, -8),
      segment.slice(0, -1),
      new ArrayBuffer(0),
      plusLong.buffer,
    ];
    for (const tampon of [
      ...autres,
      new ArrayBuffer(4096),
      new TextEncoder().encode('SQLite format 3\0'.repeat(99)).buffer,
    ]) {
      expect(() => OfferIndex.depuis(tampon)).toThrow(SegmentIllisibleError);
    }
  });
});
