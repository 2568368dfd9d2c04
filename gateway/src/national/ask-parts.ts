import { NATIONAL_TYPES } from '../plan/index.js';
import { notAsked, type RegionAnswer, type RegionClient, readReply, unusable } from '../regions/index.js';
import { keyName, keysPerQuestion, keysQuestion } from './key-questions.js';
import type { LookupContext } from './lookup-context.js';

/** One region's part of a national list; null when it does not know the object or did not answer. */
export type Part = unknown[] | null;

/**
 * Asks one region for its part of some national objects, in as few questions as its limits allow, all at once.
 * @returns the parts in the order of the keys; what the region answered about each goes to `answered`
 */
export async function askParts(
  region: RegionClient,
  type: string,
  keys: readonly string[],
  lookup: LookupContext,
): Promise<Part[]> {
  const known = notAsked(region, lookup.perimeter) ?? lookup.silent.get(region);
  if (known !== undefined) {
    for (const key of keys) lookup.answered(region, key, known);
    return keys.map(() => null);
  }
  const size = keysPerQuestion(lookup.place.text);
  const chunks: string[][] = [];
  for (let from = 0; from < keys.length; from += size) chunks.push(keys.slice(from, from + size));
  return (await Promise.all(chunks.map((chunk) => askChunk(region, type, chunk, lookup)))).flat();
}

async function askChunk(
  region: RegionClient,
  type: string,
  keys: readonly string[],
  lookup: LookupContext,
): Promise<Part[]> {
  const question = keysQuestion(type, keys, lookup.place.text);
  const [replied] = await lookup.fanOut([region], question, lookup, lookup.timeoutMs);
  const answer = readReply(replied!.reply);
  return keys.map((key, rank) => {
    const { part, said } = readPart(type, rank, answer, lookup);
    lookup.answered(region, key, said);
    return part;
  });
}

function readPart(type: string, rank: number, answer: RegionAnswer, lookup: LookupContext) {
  const { list } = NATIONAL_TYPES[type]!;
  const said = ofKey(answer, keyName(rank));
  const object = answer.data?.[keyName(rank)] as Record<string, unknown> | null | undefined;
  if (object === null || object === undefined) return { part: null, said };
  try {
    lookup.place.check(object[list]);
    return { part: object[list] as unknown[], said };
  } catch (e) {
    const message = `Réponse illisible : ${(e as Error).message}.`;
    return { part: null, said: unusable(answer, 'REPONSE_ILLISIBLE', message) };
  }
}

/** What an answer to several keys says of one: the errors of the others are not its own. */
function ofKey(answer: RegionAnswer, name: string): RegionAnswer {
  if (answer.statut !== 'PARTIEL') return answer;
  const errors = answer.errors!.filter(({ path }) => path === undefined || path[0] === name);
  const [first] = errors;
  if (first !== undefined) {
    const code = String(first.extensions?.code ?? answer.code);
    return { ...answer, errors, code, message: first.message };
  }
  return { statut: 'OK', latenceMs: answer.latenceMs, data: answer.data! };
}
