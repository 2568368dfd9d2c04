import { DEFAULT_LIMITS } from '@inter-ror/graphql-endpoint';
import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { NATIONAL_TYPES } from '../plan/index.js';
import { type Question, writeQuestion } from '../regions/index.js';

/** Root fields by which a region is asked for its part of a national object. */
const ENTRY: Readonly<Record<string, string>> = { EntiteJuridique: 'entiteJuridique', Professionnel: 'professionnel' };
const SIZES_KEPT = 1_000;

/** The part of one national object is asked under this name; its rank is that of its key in the question. */
export function keyName(rank: number): string {
  return `k${rank}`;
}

const sizes = new LRUCache<string, number>({ max: SIZES_KEPT });

/** Keys that one question may hold without leaving the limits of a region, at least one. */
export function keysPerQuestion(text: string): number {
  let size = sizes.get(text);
  if (size === undefined) {
    const { fields, aliases } = weigh(parse(`{ ${text} }`, { noLocation: true }).definitions[0] as never);
    size = Math.max(
      1,
      Math.min(
        DEFAULT_LIMITS.rootFields,
        Math.floor(DEFAULT_LIMITS.aliases / (aliases + 1)),
        Math.floor(DEFAULT_LIMITS.fields / (fields + 2)),
      ),
    );
    sizes.set(text, size);
  }
  return size;
}

/**
 * The question that asks a region for its part of some national objects at once.
 * @param text what is selected of each element of the list, without braces
 */
export function keysQuestion(type: string, keys: readonly string[], text: string): Question {
  const { key, list } = NATIONAL_TYPES[type]!;
  const declared = keys.map((_, rank) => `$${keyName(rank)}: String!`).join(' ');
  const asked = keys.map((_, rank) => `${keyName(rank)}: ${ENTRY[type]}(${key}: $${keyName(rank)}) { ...p }`).join(' ');
  return writeQuestion(
    `query (${declared}) { ${asked} } fragment p on ${type} { ${list} { ${text} } }`,
    Object.fromEntries(keys.map((value, rank) => [keyName(rank), value])),
  );
}

function weigh({ selectionSet }: { selectionSet?: SelectionSetNode }): { fields: number; aliases: number } {
  let fields = 0;
  let aliases = 0;
  for (const node of selectionSet?.selections ?? []) {
    if (node.kind !== Kind.FIELD) continue;
    const below = weigh(node as FieldNode & { selectionSet: SelectionSetNode });
    fields += 1 + below.fields;
    aliases += (node.alias === undefined ? 0 : 1) + below.aliases;
  }
  return { fields, aliases };
}
