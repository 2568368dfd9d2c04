import { lireCog } from './departments.js';

export interface Commune {
  /** INSEE code. */
  readonly code: string;
  readonly nom: string;
  readonly departement: string;
  /** Region (TRE_R30, the INSEE code of the region); of an overseas collectivity, the collectivity's own code. */
  readonly region: string;
  readonly codesPostaux: readonly string[];
  /** Inhabitants; 0 when not published. */
  readonly population: number;
}

interface LigneCommune {
  code: string;
  nom: string;
  type: string;
  departement: string;
  region: string;
  codesPostaux?: string[];
  population?: number;
}

const TYPES_RETENUS = new Set(['commune-actuelle', 'arrondissement-municipal']);

let parCode: Map<string, Commune> | undefined;
let parCodePostal: Map<string, Commune[]> | undefined;

/**
 * Every present commune and the arrondissements of Paris, Lyon and Marseille, by INSEE code. The first call reads the
 * whole of the Code officiel géographique (8.6 MB); the next ones give the same Map.
 */
export function communes(): ReadonlyMap<string, Commune> {
  parCode ??= new Map(
    lireCog<LigneCommune>('communes')
      .filter((ligne) => TYPES_RETENUS.has(ligne.type))
      .map((ligne) => [
        ligne.code,
        {
          code: ligne.code,
          nom: ligne.nom,
          departement: ligne.departement,
          region: ligne.region,
          codesPostaux: ligne.codesPostaux ?? [],
          population: ligne.population ?? 0,
        },
      ]),
  );
  return parCode;
}

/** The commune, or municipal arrondissement, of an INSEE code. */
export function communeParCode(code: string): Commune | undefined {
  return communes().get(code.toUpperCase());
}

/** The communes that a postcode serves, by INSEE code. */
export function communesDuCodePostal(codePostal: string): readonly Commune[] {
  parCodePostal ??= indexerCodesPostaux();
  return parCodePostal.get(codePostal.trim()) ?? [];
}

function indexerCodesPostaux(): Map<string, Commune[]> {
  const index = new Map<string, Commune[]>();
  for (const commune of communes().values()) {
    for (const codePostal of commune.codesPostaux) {
      const liste = index.get(codePostal);
      if (liste === undefined) index.set(codePostal, [commune]);
      else liste.push(commune);
    }
  }
  return index;
}
