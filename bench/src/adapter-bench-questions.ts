import { Random } from './index-bench-data.js';

/** 25 leaf fields of an offer, as a page of results shows them. */
const FIELDS = [
  'id nom distanceKm',
  'region { code nom }',
  'champActivite { code libelle }',
  'modePriseEnCharge { code libelle }',
  'activitesOperationnelles { code libelle }',
  'categorieOrganisation { code libelle }',
  'ageMin { valeur }',
  'ageMax { valeur }',
  'capaciteAccueil { lits { total disponibles } }',
  'entiteGeographique { nom numFINESS }',
  'entiteJuridique { nom }',
  'adresse { codePostal localite }',
  'geolocalisation { latitude longitude }',
  'metadonnees { miseAJour }',
];
export const LEAF_FIELDS = 25;

/** Different texts of the same need: what several clients send. */
const DOCUMENTS = [
  page(FIELDS.join(' ')),
  page([...FIELDS].reverse().join('\n      ')),
  `${page('...Ligne')}\nfragment Ligne on Offre { ${FIELDS.join(' ')} }`,
  page(FIELDS.join('\n')).replace('rechercherOffres', 'resultat: rechercherOffres'),
];

function page(fields: string): string {
  return `query Recherche($criteres: CriteresRecherche!, $tri: TriOffres, $first: Int, $after: String) {
  rechercherOffres(criteres: $criteres, tri: $tri, first: $first, after: $after) {
    totalCount
    nodes { ${fields} }
    pageInfo { hasNextPage endCursor }
  }
}`;
}

/** What a page may ask, over Île-de-France. */
const CRITERIA: ((random: Random) => object)[] = [
  (random) => ({ proximite: { ...point(random), distanceKm: 5 + random.below(25) } }),
  (random) => ({ texte: random.pick(['cardio', 'urgences', 'médecine', 'EHPAD', 'consultation', 'hôpital']) }),
  (random) => ({ territoire: { departement: [random.pick(['75', '77', '78', '91', '92', '93', '94', '95'])] } }),
  (random) => ({ champActivite: [random.pick(['01', '02', '03', '04', '05'])] }),
  (random) => ({ age: 1 + random.below(95), proximite: { ...point(random), distanceKm: 10 + random.below(40) } }),
  (random) => ({
    ou: [{ modePriseEnCharge: [random.pick(['28', '29', '33', '46'])] }, { champActivite: ['02'] }],
    territoire: { departement: [random.pick(['75', '92', '93', '94'])] },
  }),
];

function point(random: Random) {
  return { latitude: 48.6 + random.next() * 0.5, longitude: 2 + random.next() * 0.7 };
}

interface Page {
  endCursor: string | null;
  hasNextPage: boolean;
  count: number;
}

/**
 * Bodies of searches that fill their page, half of them on the pages that follow the first, by cursor.
 *
 * @param ask sends one body and reads its page
 */
export async function questions(
  first: number,
  number: number,
  ask: (body: string) => Promise<Page>,
  seed: number,
): Promise<string[]> {
  const random = new Random(seed);
  const bodies: string[] = [];
  while (bodies.length < number) {
    const query = random.pick(DOCUMENTS);
    const criteres = random.pick(CRITERIA)(random);
    let after: string | null = null;
    for (let rank = 0; rank < 3 && bodies.length < number; rank++) {
      const body = JSON.stringify({ query, variables: { criteres, first, after } });
      const { count, endCursor, hasNextPage }: Page = await ask(body);
      if (count < first) break;
      bodies.push(body);
      if (!hasNextPage || random.next() < 0.5) break;
      after = endCursor;
    }
  }
  return bodies;
}
