import { type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from 'graphql';
import type { Deadline } from '../deadline/index.js';
import { type Check, checkOf, NATIONAL_TYPES, once, regionPart, roundMs } from '../plan/index.js';

/** What is asked of a national list at one place of a document. */
export interface ListPlace {
  /** The same for the same selection of the same document and the same `@include` and `@skip`. */
  id: string;
  /** Fields of each element, without braces. */
  text: string;
  /** Accepts the list that a region answers. */
  check: Check;
  /** Milliseconds that this round may take. */
  timeoutMs(deadline: Deadline): number;
}

/** Existence alone: what those who only want the statuses ask. */
export function existence(type: string): ListPlace {
  return {
    id: type,
    text: '__typename',
    check: () => {},
    timeoutMs: (deadline) => roundMs(deadline, undefined),
  };
}

/** @param info where a client selected the list of a national type */
export function listPlace(type: string, info: GraphQLResolveInfo): ListPlace {
  const { key, plan } = once(info, (frame) => {
    const { list } = NATIONAL_TYPES[type]!;
    const element = getNamedType(info.returnType) as GraphQLObjectType;
    const { text, check } = regionPart(element, info.fieldNodes, frame, `${type}.${list}`);
    return { text, check: checkOf(info.returnType, `${type}.${list}`, check) };
  });
  return { id: key, ...plan, timeoutMs: (deadline) => roundMs(deadline, info) };
}
