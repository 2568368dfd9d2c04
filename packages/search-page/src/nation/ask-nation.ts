import type { NationAnswer } from '@inter-ror/nation-client';

/** What a region has just answered to the search under way. */
export interface RegionAnswered {
  codes: readonly string[];
  nom: string;
  statut: string;
  latenceMs: number | null;
}

/**
 * Asks the national gateway one question.
 * @throws NationUnreachable when no gateway answers
 */
export type AskNation = <T>(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  options?: { signal?: AbortSignal; onRegion?: (region: RegionAnswered) => void },
) => Promise<NationAnswer<T>>;
