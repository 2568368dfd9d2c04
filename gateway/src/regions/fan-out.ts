import type { Profil } from '@inter-ror/access-policy';
import type { StatedAsker } from '@inter-ror/asker';
import type { TraceContext } from '@inter-ror/graphql-endpoint';
import type { Deadline } from '../deadline/index.js';
import { notAsked, type Perimeter } from './perimeter.js';
import type { Question } from './question.js';
import { readReply } from './read-answer.js';
import type { RegionAnswer, Reply } from './region-answer.js';
import type { RegionClient } from './region-client.js';

/** Who asks, and until when. */
export interface Asker {
  deadline: Deadline;
  perimeter: Perimeter;
  /** What regions hide from this profile stays hidden here. */
  profil: Profil;
  /** How regions are told who asks; `undefined` asks for nobody, who sees what the public does. */
  stated: StatedAsker | undefined;
  /** The step of a trace by which questions go on. */
  step?: TraceContext;
  /** Takes the last known answer of a region that fails, said to be so. @default false */
  accepterPerime?: boolean;
}

/** Names what an asker may see: what is kept or shared for one is given to those of the same name alone. */
export function viewOf({ profil, stated, perimeter }: Pick<Asker, 'profil' | 'stated' | 'perimeter'>): string {
  return `${profil} ${stated !== undefined} ${perimeter.join()}`;
}

/** What one region replied to a question asked to several. */
export interface Replied {
  region: RegionClient;
  reply: Reply;
}

/** What one region answered to a question asked to several. */
export interface Asked {
  region: RegionClient;
  answer: RegionAnswer;
}

/**
 * Stage of a question: asks one region, within `timeoutMs`. Never rejects.
 * What guards a region or remembers its replies takes one and gives one.
 */
export type AskRegion = (
  region: RegionClient,
  question: Question,
  asker: Asker,
  timeoutMs: number,
) => Promise<Reply> | Reply;

/** Told of each region as soon as it has replied, once for each. */
export type ToldOfReply = (replied: Replied) => void;

/** Stage of a question: asks several regions at once, and gives their replies in the order given. Never rejects. */
export type FanOut = (
  regions: readonly RegionClient[],
  question: Question,
  asker: Asker,
  timeoutMs: number,
  told?: ToldOfReply,
) => Promise<readonly Replied[]>;

/** The last stage: the region itself, unless it is not asked. */
export const askRegion: AskRegion = (region, question, { deadline, perimeter, stated, step }, timeoutMs) =>
  notAsked(region, perimeter) ?? region.ask(question, { timeoutMs, requestId: deadline.requestId, stated, step });

/** Asks each region by the stage given; resolves when all have replied. */
export function createFanOut(ask: AskRegion): FanOut {
  return (regions, question, asker, timeoutMs, told) =>
    Promise.all(
      regions.map(async (region) => {
        const replied = { region, reply: await ask(region, question, asker, timeoutMs) };
        told?.(replied);
        return replied;
      }),
    );
}

/** Asks several regions and reads their replies whole. */
export async function askAll(
  fanOut: FanOut,
  regions: readonly RegionClient[],
  question: Question,
  asker: Asker,
  timeoutMs: number,
): Promise<Asked[]> {
  const replied = await fanOut(regions, question, asker, timeoutMs);
  return replied.map(({ region, reply }) => ({ region, answer: readReply(reply) }));
}
