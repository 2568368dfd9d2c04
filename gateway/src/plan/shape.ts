import {
  GRAPHQL_MAX_INT,
  GRAPHQL_MIN_INT,
  type GraphQLNullableType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';

/** Accepts a value of a region's JSON, or says where it is not what the contract promises. @throws BadShape */
export type Check = (value: unknown) => void;

/** A value that the contract does not allow: a wrong scalar, a null where none may be, a field too many. */
export class BadShape extends Error {
  override readonly name = 'BadShape';
}

/** Leaf values as JSON holds them; `Date`, `DateTime` and `Heure` are texts. */
const LEAVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) =>
    Number.isInteger(value) && (value as number) <= GRAPHQL_MAX_INT && (value as number) >= GRAPHQL_MIN_INT,
  Float: (value) => Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
};
const isText = (value: unknown) => typeof value === 'string';

/** @param below accepts an object of the named type; absent for a leaf */
export function checkOf(type: GraphQLOutputType, place: string, below: Check | undefined): Check {
  if (!isNonNullType(type)) {
    const present = checkPresent(type as GraphQLNullableType, place, below);
    return (value) => {
      if (value !== null) present(value);
    };
  }
  const present = checkPresent(type.ofType as GraphQLNullableType, place, below);
  return (value) => {
    if (value === null) throw new BadShape(`${place} est nul, le contrat demande ${type}`);
    present(value);
  };
}

function checkPresent(type: GraphQLNullableType, place: string, below: Check | undefined): Check {
  if (isListType(type)) {
    const item = checkOf(type.ofType as GraphQLOutputType, place, below);
    return (value) => {
      if (!Array.isArray(value)) throw unlike(place, type, value);
      for (const element of value) item(element);
    };
  }
  if (below !== undefined) return below;
  const values = isEnumType(type) ? new Set<unknown>(type.getValues().map(({ name }) => name)) : undefined;
  const accepts = values === undefined ? (LEAVES[String(type)] ?? isText) : (value: unknown) => values.has(value);
  return (value) => {
    if (!accepts(value)) throw unlike(place, type, value);
  };
}

/** Accepts an object that has these fields and no other. */
export function checkObject(place: string, fields: readonly { key: string; check: Check }[]): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new BadShape(`${place} n’est pas un objet`);
    }
    for (const { key, check } of fields) check((value as Record<string, unknown>)[key]);
    const found = Object.keys(value).length;
    if (found !== fields.length) throw new BadShape(`${place} a ${found} champs, ${fields.length} sont demandés`);
  };
}

/** Accepts one text only. */
export function checkExactly(place: string, expected: string): Check {
  return (value) => {
    if (value !== expected) throw new BadShape(`${place} n’est pas ${expected}`);
  };
}

function unlike(place: string, type: GraphQLNullableType, value: unknown): BadShape {
  const said = value === undefined ? 'absent' : typeof value;
  return new BadShape(`${place} (${said}) n’est pas ${type}`);
}
