import type { Nomenclatures } from '@inter-ror/nomenclatures';
import type { InfoGeneration, OfferSearch } from '../ports/index.js';
import type { VueRegion } from './vues/index.js';

/** The instance that an adapter speaks for: configuration. */
export interface InstanceRegionale {
  /** R30 codes that the instance serves, at least one. */
  codes: readonly string[];
  nom: string;
  solution: 'IESS' | 'IR' | null;
}

/** Name of a generation for who compares: two loads never share it, even after a store was made anew. */
export function nomGeneration({ numero, empreinte }: InfoGeneration): string {
  return `${numero}-${empreinte.slice(0, 12)}`;
}

/** The regions of an instance, in one generation, in the order of its codes. */
export function regionsServies(
  { codes, nom, solution }: InstanceRegionale,
  nomenclatures: Nomenclatures,
  info: InfoGeneration,
  index: OfferSearch,
): ReadonlyMap<string, VueRegion> {
  const generation = nomGeneration(info);
  const regions = codes.map((code): [string, VueRegion] => [
    code,
    {
      code,
      nom: codes.length === 1 ? nom : (nomenclatures.resoudre('R30', code).libelle ?? nom),
      codes,
      solution,
      statut: null,
      generation,
      dateGeneration: info.date,
      nombreOffres: index.compter({ sorte: 'territoire', champ: 'region', valeurs: [code] }),
    },
  ]);
  return new Map(regions);
}
