/** What a search may weigh. Beyond a bound it is refused by name, never cut. */
export const BORNES = {
  /** Levels of criteria, the first one counted. */
  profondeur: 8,
  /** Criteria in all, over every level. */
  termes: 200,
  /** Values of one list. */
  valeurs: 500,
  /** Characters of one code, identifier or place. */
  caracteresValeur: 100,
  /** Characters of `texte` or `nom`. */
  caracteresTexte: 200,
  /** Words of `texte` or `nom`. */
  motsTexte: 20,
  /** Kilometres (RG_RECH_05). */
  distanceKm: 1000,
  /** Years. */
  ageAns: 200,
  /** Free beds or places asked. */
  capacite: 2_147_483_647,
  /** Offers of one page (RG_RECH_52). */
  page: 200,
  /** Offers of one page when none is asked. */
  pageParDefaut: 20,
  /** Characters of a cursor. */
  caracteresCurseur: 1024,
} as const;
