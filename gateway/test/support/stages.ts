import { Masques } from '@inter-ror/access-policy';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import type { GraphQLSchema } from 'graphql';
import type { NationContext } from '../../src/answer/index.js';
import { Deadline } from '../../src/deadline/index.js';
import { NationalLists } from '../../src/national/index.js';
import {
  type AskRegion,
  createFanOut,
  type Question,
  type RegionClient,
  type RegionDirectory,
  type Reply,
} from '../../src/regions/index.js';
import { CommunePoints } from '../../src/search/index.js';
import type { RegionStates } from '../../src/states/index.js';

const UNKNOWN = { current: () => undefined, known: () => undefined } as never as RegionStates;

/** Regions that answer by a function, as the last stage of a question: what comes before is the gateway's own. */
export function nationOfStages(
  schema: GraphQLSchema,
  codes: readonly string[],
  answer: (
    code: string,
    question: { query: string; variables: Record<string, unknown> },
    timeoutMs: number,
  ) => Promise<string | Reply>,
  firsts: (regions: readonly RegionClient[]) => ReadonlyMap<RegionClient, number> = () => new Map(),
  deadlineMs = 60_000,
) {
  const regions = codes.map(
    (code) => ({ member: { id: code, regionCodes: [code], label: code } }) as never as RegionClient,
  );
  const directory = { all: () => regions, serving: () => undefined } as never as RegionDirectory;
  const asked: string[] = [];
  const ask: AskRegion = async ({ member }, { text }: Question, _asker, timeoutMs) => {
    asked.push(member.id);
    const answered = await answer(member.id, JSON.parse(text), timeoutMs);
    return typeof answered === 'string' ? { statut: 'OK', latenceMs: 1, bytes: Buffer.from(answered) } : answered;
  };
  const shared = {
    directory,
    lists: new NationalLists(() => regions),
    points: new CommunePoints(new Map()),
    nomenclatures: Nomenclatures.officielles(),
    masques: new Masques(schema),
    plan: (all: readonly RegionClient[]) => ({ apart: new Map(), firsts: firsts(all) }),
    fanOut: createFanOut(ask),
  };
  return {
    /** Codes of the regions asked, in the order they were. */
    asked,
    context: (): NationContext => ({
      ...shared,
      profil: 1,
      perimeter: ['*'],
      stated: undefined,
      deadline: new Deadline(deadlineMs, 'test', performance.now()),
      trace: undefined,
      searches: [],
      madeFrom: new Set(),
      states: UNKNOWN,
      criteres: new Set(),
      gathering: new Map(),
      silent: new Map(),
      missing: new Map(),
    }),
  };
}
