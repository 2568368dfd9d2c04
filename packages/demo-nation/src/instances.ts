/** A software solution of the regional directories. */
export type Solution = 'IESS' | 'IR';

/** One regional instance of the invented nation. */
export interface Instance {
  /** Codes of TRE_R30 that it serves. */
  codes: readonly string[];
  nom: string;
  /** INVENTED: which region uses which solution is not public. */
  solution: Solution;
}

/**
 * The 17 instances of the invented nation, serving the 18 codes of TRE_R30. The assignment of the solutions is
 * invented: nothing public says which region uses which one.
 */
export const INSTANCES: readonly Instance[] = [
  { codes: ['01'], nom: 'Guadeloupe', solution: 'IR' },
  { codes: ['02'], nom: 'Martinique', solution: 'IESS' },
  { codes: ['03'], nom: 'Guyane', solution: 'IR' },
  { codes: ['04', '06'], nom: 'La Réunion et Mayotte', solution: 'IESS' },
  { codes: ['11'], nom: 'Île-de-France', solution: 'IR' },
  { codes: ['24'], nom: 'Centre-Val de Loire', solution: 'IESS' },
  { codes: ['27'], nom: 'Bourgogne-Franche-Comté', solution: 'IR' },
  { codes: ['28'], nom: 'Normandie', solution: 'IESS' },
  { codes: ['32'], nom: 'Hauts-de-France', solution: 'IR' },
  { codes: ['44'], nom: 'Grand Est', solution: 'IESS' },
  { codes: ['52'], nom: 'Pays de la Loire', solution: 'IR' },
  { codes: ['53'], nom: 'Bretagne', solution: 'IESS' },
  { codes: ['75'], nom: 'Nouvelle-Aquitaine', solution: 'IR' },
  { codes: ['76'], nom: 'Occitanie', solution: 'IESS' },
  { codes: ['84'], nom: 'Auvergne-Rhône-Alpes', solution: 'IR' },
  { codes: ['93'], nom: "Provence-Alpes-Côte d'Azur", solution: 'IESS' },
  { codes: ['94'], nom: 'Corse', solution: 'IR' },
];

/** The 18 codes of TRE_R30 served, in order. */
export const REGIONS_SERVIES: readonly string[] = INSTANCES.flatMap((instance) => instance.codes);
