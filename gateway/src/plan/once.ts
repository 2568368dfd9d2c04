import { type Fragments, fragmentsDe, variablesDesDirectives } from '@inter-ror/graphql-endpoint';
import type { FieldNode, GraphQLResolveInfo, OperationDefinitionNode } from 'graphql';
import type { Frame } from './region-part.js';

/** `@include` and `@skip` by variables give at most this many plans to one field. */
const PLANS_MAX = 64;

interface Document {
  fragments: Fragments;
  flags: readonly string[];
}

const documents = new WeakMap<OperationDefinitionNode, Document>();
const plans = new WeakMap<FieldNode, Map<string, unknown>>();
const ranks = new WeakMap<FieldNode, number>();
let lastRank = 0;

/**
 * What is made once for each place in a document and each value of the variables that its directives read;
 * kept as long as the document is.
 */
export function once<T>(info: GraphQLResolveInfo, make: (frame: Frame) => T): { key: string; plan: T } {
  let document = documents.get(info.operation);
  if (document === undefined) {
    const definitions = Object.values(info.fragments);
    document = {
      fragments: fragmentsDe(definitions),
      flags: variablesDesDirectives([info.operation, ...definitions]),
    };
    documents.set(info.operation, document);
  }
  const { fragments, flags } = document;
  const values = flags.map((name) => (info.variableValues[name] === true ? '1' : '0')).join('');
  const key = `${info.fieldNodes.map(rankOf).join()}|${values}`;
  const first = info.fieldNodes[0]!;
  let ofField = plans.get(first);
  if (ofField === undefined) {
    ofField = new Map();
    plans.set(first, ofField);
  }
  let plan = ofField.get(key) as T | undefined;
  if (plan === undefined) {
    if (ofField.size >= PLANS_MAX) ofField.clear();
    plan = make({ fragments, variables: info.variableValues });
    ofField.set(key, plan);
  }
  return { key, plan };
}

/** A number that stands for a node: which of a field's nodes are live depends on the variables. */
function rankOf(node: FieldNode): number {
  const known = ranks.get(node);
  if (known !== undefined) return known;
  ranks.set(node, ++lastRank);
  return lastRank;
}
