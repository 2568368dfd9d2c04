import type { StatedAsker } from '@inter-ror/asker';
import type { Deadline } from '../deadline/index.js';
import { outOfPerimeter, type Perimeter } from './perimeter.js';
import type { RegionAnswer } from './region-answer.js';
import type { Question, RegionClient } from './region-client.js';

/** What one region answered to a question asked to several. */
export interface Asked {
  region: RegionClient;
  answer: RegionAnswer;
}

/** Who asks, and until when. */
export interface Asker {
  deadline: Deadline;
  perimeter: Perimeter;
  /** How regions are told who asks; `undefined` asks for nobody, who sees what the public does. */
  stated: StatedAsker | undefined;
}

/**
 * Asks several regions at once; resolves when all have answered or the time is past, in the order given.
 * @param timeoutMs milliseconds given to each
 */
export function fanOut(
  regions: readonly RegionClient[],
  question: Question,
  { deadline, perimeter, stated }: Asker,
  timeoutMs: number,
): Promise<Asked[]> {
  const options = { timeoutMs, requestId: deadline.requestId, stated };
  return Promise.all(
    regions.map(async (region) => ({
      region,
      answer: outOfPerimeter(region, perimeter) ?? (await region.ask(question, options)),
    })),
  );
}
