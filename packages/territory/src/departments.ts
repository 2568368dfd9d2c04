import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface Departement {
  /** INSEE code: `29`, `2A`, `974`. */
  readonly code: string;
  readonly nom: string;
  /** Code of its region (TRE_R30, which is the INSEE code of the region). */
  readonly region: string;
}

export interface RegionInsee {
  /** Code in TRE_R30, which is the INSEE code of the region. */
  readonly code: string;
  readonly nom: string;
}

const require = createRequire(import.meta.url);

/** Reads one file of the Code officiel géographique as @etalab/decoupage-administratif publishes it. */
export function lireCog<T>(fichier: string): T[] {
  return JSON.parse(
    readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${fichier}.json`), 'utf8'),
  ) as T[];
}

interface LigneCog {
  code: string;
  nom: string;
  zone: string;
  region: string;
}

let listeRegions: readonly RegionInsee[] | undefined;
let listeDepartements: readonly Departement[] | undefined;
let regionsParDepartement: Map<string, string> | undefined;

/** The 18 regions of France, by code, with the names of TRE_R30. */
export function regions(): readonly RegionInsee[] {
  listeRegions ??= lireCog<LigneCog>('regions')
    .filter((ligne) => ligne.zone !== 'com')
    .map(({ code, nom }) => ({ code, nom }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return listeRegions;
}

/** The 101 départements of the 18 regions, by code. */
export function departements(): readonly Departement[] {
  listeDepartements ??= lireCog<LigneCog>('departements')
    .filter((ligne) => ligne.zone !== 'com')
    .map(({ code, nom, region }) => ({ code, nom, region }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return listeDepartements;
}

/** Region (TRE_R30) of a département; undefined for an overseas collectivity, which is in no region, or no code. */
export function regionDuDepartement(code: string): string | undefined {
  regionsParDepartement ??= new Map(departements().map((departement) => [departement.code, departement.region]));
  return regionsParDepartement.get(code.toUpperCase());
}

const COMMUNE_OUTRE_MER = /^9[78][0-9]{3}$/;
const COMMUNE_METROPOLE = /^(?:0[1-9]|[1345678][0-9]|2[AB1-9]|9[0-5])[0-9]{3}$/;

/**
 * Département of an INSEE commune code, from the code alone: `29232` → `29`, `2A004` → `2A`, `97411` → `974`.
 * Undefined when the text has not the form of such a code; it does not say that the commune exists.
 */
export function departementDeCommune(code: string): string | undefined {
  const insee = code.toUpperCase();
  if (COMMUNE_OUTRE_MER.test(insee)) return insee.slice(0, 3);
  return COMMUNE_METROPOLE.test(insee) ? insee.slice(0, 2) : undefined;
}

/** Region (TRE_R30) of an INSEE commune code, by its département. */
export function regionDeCommune(code: string): string | undefined {
  const departement = departementDeCommune(code);
  return departement === undefined ? undefined : regionDuDepartement(departement);
}
