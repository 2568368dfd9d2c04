import { communeParCode, departements, regions } from '@inter-ror/territory';
import type { Aleatoire } from '../aleatoire.js';
import { grouperPar } from '../grouper.js';
import { VILLES } from './villes.js';

/** A real commune and the point around which its invented places are scattered. */
export interface Ville {
  insee: string;
  nom: string;
  /** The name with its preposition: `de Quimper`, `d'Auray`, `du Mans`. */
  deNom: string;
  departement: string;
  region: string;
  codePostal: string;
  latitude: number;
  longitude: number;
  population: number;
}

/** What the plan of a region needs of its geography. */
export interface CarteRegion {
  code: string;
  nom: string;
  departements: { code: string; nom: string }[];
  /** The most populated first. */
  villes: Ville[];
  cumuls: number[];
}

/** A point near a town. */
export interface Lieudit {
  latitude: number;
  longitude: number;
}

let toutes: Map<string, Ville[]> | undefined;

/** The towns of the table in a region, the most populated first. */
export function villesDe(region: string): Ville[] {
  toutes ??= grouperPar(VILLES.map(joindre), (ville) => ville.region);
  return (toutes.get(region) ?? []).toSorted((a, b) => b.population - a.population || (a.insee < b.insee ? -1 : 1));
}

/** @throws RangeError when no town of the table is in the region */
export function carteRegion(code: string): CarteRegion {
  const villes = villesDe(code);
  if (villes.length === 0) throw new RangeError(`Aucune ville de la nation inventée dans la région ${code}.`);
  let total = 0;
  return {
    code,
    nom: regions().find((region) => region.code === code)?.nom ?? code,
    departements: departements()
      .filter((departement) => departement.region === code)
      .map(({ code: numero, nom }) => ({ code: numero, nom })),
    villes,
    cumuls: villes.map((ville) => {
      total += Math.max(ville.population, 5000);
      return total;
    }),
  };
}

/** A point at most about 2 km from the town's, with five decimals. */
export function pointPres(ville: Ville, hasard: Aleatoire): Lieudit {
  return {
    latitude: Math.round(ville.latitude * 1e5 + hasard.entier(-900, 900) + hasard.entier(-900, 900)) / 1e5,
    longitude: Math.round(ville.longitude * 1e5 + hasard.entier(-1200, 1200) + hasard.entier(-1200, 1200)) / 1e5,
  };
}

function joindre([insee, nom, latitude, longitude]: (typeof VILLES)[number]): Ville {
  const commune = communeParCode(insee);
  if (commune === undefined) throw new RangeError(`Commune inconnue dans la table des villes : ${insee} ${nom}.`);
  const court = nom.replace(/ \d+er? Arrondissement$/, '');
  return {
    insee,
    nom,
    deNom: avecPreposition(court),
    departement: commune.departement,
    region: commune.region,
    codePostal: commune.codesPostaux[0] ?? insee,
    latitude,
    longitude,
    population: commune.population,
  };
}

function avecPreposition(nom: string): string {
  if (nom.startsWith('Le ')) return `du ${nom.slice(3)}`;
  if (nom.startsWith('Les ')) return `des ${nom.slice(4)}`;
  return /^[AEIOUÉÈÎ]/.test(nom) ? `d'${nom}` : `de ${nom}`;
}
