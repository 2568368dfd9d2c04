import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';
import type { Deadline } from '../deadline/index.js';
import { NATIONAL_TYPES } from './national-fields.js';

const counted = new WeakMap<FieldNode, number>();

/**
 * Milliseconds for the next round of questions: what is left, shared with the rounds that national lists
 * further down in the selection will need, so that one silent region does not take all the time at the first.
 */
export function roundMs(deadline: Deadline, info: GraphQLResolveInfo | undefined): number {
  return deadline.msLeft() / (1 + (info === undefined ? 0 : roundsBelow(info)));
}

function roundsBelow(info: GraphQLResolveInfo): number {
  const type = getNamedType(info.returnType) as GraphQLObjectType;
  return Math.max(
    ...info.fieldNodes.map((node) => {
      let rounds = counted.get(node);
      if (rounds === undefined) {
        rounds = count(type, node.selectionSet?.selections ?? [], info.fragments);
        counted.set(node, rounds);
      }
      return rounds;
    }),
  );
}

function count(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  fragments: GraphQLResolveInfo['fragments'],
): number {
  const national = NATIONAL_TYPES[type.name];
  let most = 0;
  for (const node of selections) {
    if (node.kind !== Kind.FIELD) {
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]!.selectionSet;
      most = Math.max(most, count(type, inner.selections, fragments));
      continue;
    }
    const target = getNamedType(type.getFields()[node.name.value]?.type);
    if (!isObjectType(target)) continue;
    const own = national !== undefined && [national.list, national.statuses].includes(node.name.value) ? 1 : 0;
    most = Math.max(most, own + count(target, node.selectionSet?.selections ?? [], fragments));
  }
  return most;
}
