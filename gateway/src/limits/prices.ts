/**
 * What a request is counted, in points, from its document and its variables alone. A point is about what a region and
 * the gateway spend on one field of one offer; a question to every region costs as much as many of them.
 * The table of docs/integrators.md says the same: a test compares them.
 */
export const PRICES = {
  /** A field, once for each object that holds it. */
  champ: 1,
  /** A root field that asks every region. */
  question: 500,
  /** A list gathered from every region, once for each object that holds it. */
  listeNationale: 50,
  /** Elements counted in a list. */
  elements: 5,
  /** Elements counted in a list of records: offers, organisations, sites, people, regions. */
  fiches: 20,
} as const;

/** Root fields that the gateway answers without asking anybody. */
export const ASK_NOBODY: ReadonlySet<string> = new Set(['nomenclature', '__schema', '__type', '__typename']);

/** Elements of the lists counted as records. */
export const RECORDS: ReadonlySet<string> = new Set([
  'Offre',
  'OrganisationInterne',
  'EntiteGeographique',
  'SituationOperationnelle',
  'Professionnel',
  'Region',
  'RegionReponse',
  '__Type',
  '__Field',
]);
