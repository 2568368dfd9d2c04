import { communes } from '@inter-ror/territory';

/** Offers that the smallest region has at least, when the nation has enough of them. */
const MINIMUM = 40;

/** Municipal arrondissements: their inhabitants are already those of Paris, Lyon or Marseille. */
const ARRONDISSEMENT = /^(751|6938|132)\d+$/;

/**
 * Shares a number of offers among regions, about in proportion to their population; the sum is exact.
 *
 * @throws RangeError when there are fewer offers than regions
 */
export function repartir(nombreOffres: number, regions: readonly string[]): Map<string, number> {
  if (!Number.isInteger(nombreOffres) || nombreOffres < regions.length) {
    throw new RangeError(
      `Le nombre d'offres doit être un entier d'au moins ${regions.length} (une par région), reçu : ${nombreOffres}.`,
    );
  }
  const parRegion = new Map(regions.map((region) => [region, habitantsDe(region)]));
  const minimum = Math.min(MINIMUM, Math.floor(nombreOffres / regions.length));
  const aPartager = nombreOffres - minimum * regions.length;
  let population = [...parRegion.values()].reduce((somme, valeur) => somme + valeur, 0);
  let reste = aPartager;
  const parts = new Map<string, number>();
  for (const [region, nombre] of parRegion) {
    const part = population === 0 ? reste : Math.round((reste * nombre) / population);
    parts.set(region, minimum + part);
    reste -= part;
    population -= nombre;
  }
  return parts;
}

let habitants: Map<string, number> | undefined;

function habitantsDe(region: string): number {
  if (habitants === undefined) {
    habitants = new Map();
    for (const commune of communes().values()) {
      if (ARRONDISSEMENT.test(commune.code)) continue;
      habitants.set(commune.region, (habitants.get(commune.region) ?? 0) + commune.population);
    }
  }
  return habitants.get(region) ?? 0;
}
