import { createHash } from 'node:crypto';
import {
  buildASTSchema,
  buildSchema,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { SDL } from './sdl.js';

let schema: GraphQLSchema | undefined;

/** The schema of the contract, built once and shared: do not add resolvers to it. */
export function schemaContrat(): GraphQLSchema {
  schema ??= buildSchema(SDL);
  return schema;
}

/** SHA-256 (lower-case hex) of a schema as printed, whatever its descriptions and the order of its definitions. */
export function empreinteDe(sdl: string): string {
  const nu = visit(parse(sdl), {
    enter: (noeud) => ('description' in noeud ? { ...noeud, description: undefined } : undefined),
  });
  const imprime = printSchema(lexicographicSortSchema(buildASTSchema(nu)));
  return createHash('sha256').update(stripIgnoredCharacters(imprime)).digest('hex');
}

/** Digest of the contract: two parties that state the same one understand each other. */
export const empreinteContrat: string = empreinteDe(SDL);
