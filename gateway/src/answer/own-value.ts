import type { GraphQLFieldResolver } from 'graphql';

const OWN = Symbol('made by the gateway');

/** Marks an object made by the gateway: its properties are field names, not response names. */
export function own<T extends object>(value: T): T {
  return Object.defineProperty(value, OWN, { value: true });
}

/** Reads a region's JSON by response name (aliases were applied by the region), and the gateway's own objects by field name. */
export const readField: GraphQLFieldResolver<Record<string | symbol, unknown>, unknown> = (
  source,
  _args,
  _context,
  info,
) => (source[OWN] === true ? source[info.fieldName] : source[info.path.key]);
