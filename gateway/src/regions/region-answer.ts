import type { GraphQLFormattedError } from 'graphql';

/** Statuses of a region in a national answer (`StatutRegion` of the contract). */
export type StatutRegion = 'OK' | 'PARTIEL' | 'DELAI_DEPASSE' | 'ERREUR' | 'REFUSEE' | 'ECARTEE' | 'PERIMEE';

/** What is known of a region that was asked, or was not. */
interface Told {
  statut: StatutRegion;
  latenceMs: number;
  errors?: readonly GraphQLFormattedError[];
  /** Named reason when `statut` is not `OK`. */
  code?: string;
  message?: string;
  /** Name of the state of the region from which the answer was made, when it is known. */
  etat?: string;
  /** Generation and instant (ISO 8601) of an answer that the region did not make for this question. */
  generation?: string | null;
  date?: string | null;
}

/** What a region sent, not read yet, or why there is nothing to read. Asking never throws. */
export interface Reply extends Told {
  /** JSON of a GraphQL answer; its status is then `OK` until it is read. */
  bytes?: Buffer;
}

/** What a region said, or why it said nothing. */
export interface RegionAnswer extends Told {
  data?: Record<string, unknown>;
}

/** An answer that was well received but cannot be used: the region is set apart and named. */
export function unusable({ latenceMs }: { latenceMs: number }, code: string, message: string): RegionAnswer {
  return { statut: 'ERREUR', latenceMs, code, message };
}
