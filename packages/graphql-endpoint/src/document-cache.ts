import { type DocumentNode, type GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { closedIntrospection } from './closed-introspection.js';
import { checkDocument, checkTokens, type RequestLimits } from './request-limits.js';

/** A document parsed, within limits and valid for the schema. The object is the same as long as the document is kept. */
export interface PreparedDocument {
  readonly text: string;
  readonly document: DocumentNode;
}

export interface DocumentCacheOptions {
  schema: GraphQLSchema;
  limits: RequestLimits;
  introspection: boolean;
  /** Bound of the whole cache, in bytes of document text times their weight in memory. 0 keeps nothing. */
  maxBytes: number;
}

/** Prepares a document, or says why it cannot be executed. */
export type PrepareDocument = (text: string) => PreparedDocument | readonly GraphQLError[];

/** A syntax tree without locations takes about this many bytes for each byte of text. */
const TREE_BYTES_PER_TEXT_BYTE = 24;
const MAX_VALIDATION_ERRORS = 10;

/**
 * Parses and validates each document once. Invalid documents are not kept:
 * they would push out those that are asked all day.
 * @throws GraphQLError when a limit is exceeded or the syntax is wrong.
 */
export function createDocumentCache(options: DocumentCacheOptions): PrepareDocument {
  const { schema, limits, introspection, maxBytes } = options;
  const rules = introspection ? specifiedRules : [closedIntrospection, ...specifiedRules];
  const kept =
    maxBytes > 0
      ? new LRUCache<string, PreparedDocument>({
          maxSize: maxBytes,
          sizeCalculation: ({ text }) => (text.length + 1) * TREE_BYTES_PER_TEXT_BYTE,
        })
      : undefined;
  return (text) => {
    const known = kept?.get(text);
    if (known) return known;
    checkTokens(text, limits);
    const document = parse(text);
    checkDocument(document, limits);
    const errors = validate(schema, document, rules, { maxErrors: MAX_VALIDATION_ERRORS });
    if (errors.length > 0) return errors;
    const prepared: PreparedDocument = { text, document };
    kept?.set(text, prepared);
    return prepared;
  };
}
