import { Random } from './index-bench-data.js';

/** 25 leaf fields of an offer, as a page of results shows them. */
export const OFFER_FIELDS =
  'id nom distanceKm region { code nom } champActivite { code libelle } modePriseEnCharge { code libelle } ' +
  'activitesOperationnelles { code libelle } categorieOrganisation { code libelle } ageMin { valeur } ageMax { valeur } ' +
  'capaciteAccueil { lits { total disponibles } } entiteGeographique { nom numFINESS } entiteJuridique { nom } ' +
  'adresse { codePostal localite } geolocalisation { latitude longitude } metadonnees { miseAJour }';

const QUERY = `query Recherche($criteres: CriteresRecherche!, $first: Int) {
  rechercherOffres(criteres: $criteres, first: $first) { totalCount nodes { ${OFFER_FIELDS} } pageInfo { hasNextPage } }
}`;

/** Different searches of the same shape: the nearest offers of points of the mainland, no two alike. */
export function searches(first: number, number: number, seed: number): string[] {
  return around(1_000, first, number, seed);
}

/** The first 20 offers within 20 km of points of the mainland, no two alike. */
export function nearSearches(number: number, seed: number): string[] {
  return around(20, 20, number, seed);
}

function around(distanceKm: number, first: number, number: number, seed: number): string[] {
  const random = new Random(seed);
  return Array.from({ length: number }, () => {
    const point = { latitude: 43.5 + random.next() * 6, longitude: -1 + random.next() * 7 };
    const criteres = { proximite: { ...point, distanceKm } };
    return JSON.stringify({ query: QUERY, variables: { criteres, first } });
  });
}
