import type { GraphQLFormattedError } from 'graphql';

/** Statuses of a region in a national answer (`StatutRegion` of the contract). */
export type StatutRegion = 'OK' | 'PARTIEL' | 'DELAI_DEPASSE' | 'ERREUR' | 'REFUSEE' | 'ECARTEE' | 'PERIMEE';

/** What a region said, or why it said nothing. Asking never throws. */
export interface RegionAnswer {
  statut: StatutRegion;
  latenceMs: number;
  data?: Record<string, unknown>;
  errors?: readonly GraphQLFormattedError[];
  /** Named reason when `statut` is not `OK`. */
  code?: string;
  message?: string;
}
