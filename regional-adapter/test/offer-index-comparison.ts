import { type CleOffre, distanceM, type FicheOffre, type Predicat, type Recherche } from '@inter-ror/exposure-model';
import { expect } from 'vitest';
import { ConstructeurSegment } from '../src/offer-index/index.js';
import type { OfferSearch } from '../src/ports/index.js';
import type { Generateur } from './offer-index-generator.js';
import { chercherParForce } from './offer-index-oracle.js';

export function segmentDe(fiches: readonly FicheOffre[]): ArrayBuffer {
  const constructeur = new ConstructeurSegment();
  for (const f of fiches) constructeur.ajouter(f);
  return constructeur.construire();
}

export const TOUT: Predicat = { sorte: 'et', termes: [] };

export function recherche(predicat: Predicat, autres: Partial<Recherche> = {}): Recherche {
  return { predicat, tri: 'NOM', motsPertinence: [], first: 20, empreinte: 'essai', ...autres };
}

/** One line a key: quick to compare, and readable when they differ. */
export function lignes(cles: readonly CleOffre[]): string {
  return cles.map(({ valeur, id }) => `${typeof valeur} ${valeur} ${id}`).join('\n');
}

/** Walks all pages of a search, and checks each against what it must say of itself. */
function toutesLesPages(index: OfferSearch, fiches: readonly FicheOffre[], r: Recherche): CleOffre[] {
  const cles: CleOffre[] = [];
  for (let apres: CleOffre | undefined; ; ) {
    const page = index.rechercher({ ...r, ...(apres ? { apres } : {}) });
    const trouvees = page.ordinaux.map((o) => fiches[o]!);
    expect(trouvees.map(({ id }) => id).join()).toBe(page.cles.map(({ id }) => id).join());
    const distances = r.origine && trouvees.map((f) => distanceOuNull(f, r.origine!));
    expect(page.distances?.join()).toBe(distances?.join());
    cles.push(...page.cles);
    expect(page.cles.length).toBe(page.suite ? r.first : Math.min(r.first, page.cles.length));
    expect(page.suite).toBe(cles.length < page.total);
    if (!page.suite) return cles;
    apres = page.cles.at(-1)!;
  }
}

function distanceOuNull(f: FicheOffre, point: { latitude: number; longitude: number }): number | null {
  if (f.latitude === null || f.longitude === null) return null;
  return distanceM(point.latitude, point.longitude, f.latitude, f.longitude);
}

/** Asks random searches of an index that holds `fiches` at the given ordinals, some of which are retired. */
export function comparerAForce(
  index: OfferSearch,
  parOrdinal: readonly FicheOffre[],
  fiches: readonly FicheOffre[],
  generateur: Generateur,
  nombre: number,
): number {
  let trouvees = 0;
  for (let i = 0; i < nombre; i++) {
    const r = generateur.recherche();
    const attendu = chercherParForce(fiches, r);
    const question = JSON.stringify(r);
    expect(index.compter(r.predicat), question).toBe(attendu.length);
    expect(index.rechercher(r).total, question).toBe(attendu.length);
    expect(lignes(toutesLesPages(index, parOrdinal, r)), question).toBe(lignes(attendu));
    trouvees += attendu.length;
  }
  return trouvees;
}
