import type { NationAnswer, RegionReplied } from '@inter-ror/nation-client';

/**
 * Asks the national gateway one question.
 * @throws NationUnreachable when no gateway answers
 */
export type AskNation = <T>(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  options?: { signal?: AbortSignal; onRegion?: (region: RegionReplied) => void; nationOnly?: boolean },
) => Promise<NationAnswer<T>>;
