import type { TracedSearch } from '@inter-ror/audit';
import type { OperationRequest, PreparedDocument } from '@inter-ror/graphql-endpoint';
import { isTouchedByBeds, withoutBeds } from '@inter-ror/region-state';
import type { GraphQLSchema } from 'graphql';
import { type NationContext, nationOf } from '../answer/index.js';
import { AnswerMemory, keyOf, type MemoryFigures } from '../caching/index.js';
import { viewOf } from '../regions/index.js';
import { type Answer, compileOperation, type Extensions } from './compile-operation.js';

/** One operation of a document, compiled. */
interface Compiled {
  answer: Answer;
  /** Stands for the operation in the keys of the memory; undefined when each of its answers is another. */
  key: string | undefined;
  /** Whether its document alone asks what changes of beds can change. */
  touched: boolean;
}

/** Durations are those of one answer. */
const TIMED = /\blatenceMs\b/;

/**
 * Answers searches from the bytes of the regions, by operations compiled once for each document that the endpoint keeps.
 * An answer is used again while every region is in the state from which it was made, for the same profile and perimeter.
 * `undefined`: graphql-js answers, with the same data, or with the error that stopped the direct answer.
 */
export function createDirectAnswer(
  schema: GraphQLSchema,
  extensions: Extensions,
  figures: MemoryFigures | undefined,
): (request: OperationRequest<NationContext>) => Promise<Buffer | undefined> {
  const compiled = new WeakMap<PreparedDocument, Map<string | undefined, Compiled | undefined>>();
  const memory = new AnswerMemory<readonly TracedSearch[]>();
  let documents = 0;

  function compile({ prepared, operationName }: OperationRequest<NationContext>): Compiled | undefined {
    const answer = compileOperation(schema, prepared.document, operationName, extensions);
    if (answer === undefined) return undefined;
    const timed = figures === undefined || TIMED.test(prepared.text);
    const key = timed ? undefined : String(++documents);
    return { answer, key, touched: isTouchedByBeds(prepared.text) };
  }

  return async (request) => {
    const { prepared, operationName, variables, context } = request;
    let ofDocument = compiled.get(prepared);
    if (ofDocument === undefined) {
      ofDocument = new Map();
      compiled.set(prepared, ofDocument);
    }
    try {
      if (!ofDocument.has(operationName)) ofDocument.set(operationName, compile(request));
      const operation = ofDocument.get(operationName);
      if (operation === undefined) return undefined;
      const { answer } = operation;
      const now = operation.key === undefined ? undefined : statesNow(context);
      if (now === undefined) return await answer(variables, context);

      const asked = JSON.stringify(variables);
      const touched = operation.touched || isTouchedByBeds(asked);
      const nation = touched ? now : withoutBeds(now);
      const key = keyOf(`${operation.key} ${viewOf(context)} ${asked}`);
      const found = memory.find(key, nation);
      if (found !== undefined) {
        for (const search of found.note) context.trace?.search(search);
        figures!.answers++;
        return found.bytes;
      }
      const bytes = await answer(variables, context);
      const { madeFrom, searches } = context;
      const from = new Set(touched ? madeFrom : [...madeFrom].map(withoutBeds));
      if (bytes !== undefined && from.size === 1 && from.has(nation)) {
        memory.keep(key, { bytes, nation, note: searches });
      }
      return bytes;
    } catch {
      return undefined;
    }
  };
}

function statesNow({ directory, states }: NationContext): string | undefined {
  return nationOf(directory.all().map((region) => region.unasked?.code ?? states.current(region)?.etat));
}
