import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  Kind,
  print,
  type SelectionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Question } from '../regions/index.js';
import { field, regionSelection, variablesUsed } from './region-selection.js';

/** Response name of the one root field of a question. */
export const ROOT = 'r';

interface Template {
  query: string;
  clientVariables: string[];
}

const templates = new WeakMap<FieldNode, Map<string, Template>>();
const ranks = new WeakMap<FieldNode, number>();
let lastRank = 0;

/** A number that stands for a node: which of a field's nodes are live depends on the variables. */
export function rankOf(node: FieldNode): number {
  const known = ranks.get(node);
  if (known !== undefined) return known;
  ranks.set(node, ++lastRank);
  return lastRank;
}

/**
 * The question that asks a region for a root field with the selection a client made of it.
 * Its text is written once for each place in a document; variables change with each request.
 *
 * @param rootField root field of the contract, given the arguments `args` as variables
 * @param select the selection of the root field, from the client's field nodes
 */
export function fieldQuestion(
  info: GraphQLResolveInfo,
  rootField: string,
  args: Record<string, unknown>,
  select: (nodes: readonly FieldNode[]) => readonly SelectionNode[] = (nodes) => clientSelection(info, nodes),
): Question {
  const given = Object.keys(args).filter((name) => args[name] !== undefined);
  const key = `${rootField}(${given.join()})${info.fieldNodes.map(rankOf).join()}`;
  const first = info.fieldNodes[0]!;
  let byKey = templates.get(first);
  if (byKey === undefined) {
    byKey = new Map();
    templates.set(first, byKey);
  }
  let template = byKey.get(key);
  if (template === undefined) {
    template = write(info, rootField, given, select(info.fieldNodes));
    byKey.set(key, template);
  }
  const variables: Record<string, unknown> = {};
  for (const name of given) variables[`_${name}`] = args[name];
  for (const name of template.clientVariables) {
    if (name in info.variableValues) variables[name] = info.variableValues[name];
  }
  return { query: template.query, variables };
}

/** What a client selected of an object field, rewritten for a region. */
export function clientSelection(info: GraphQLResolveInfo, nodes: readonly FieldNode[]): readonly SelectionNode[] {
  const type = getNamedType(info.returnType) as GraphQLObjectType;
  const selections = nodes.flatMap((n) => n.selectionSet?.selections ?? []);
  return regionSelection(type, selections, info.fragments).selections;
}

/** Definitions of the client's variables that a selection uses. */
export function clientVariables(
  info: GraphQLResolveInfo,
  selections: readonly SelectionNode[],
): VariableDefinitionNode[] {
  const used = variablesUsed({ kind: Kind.SELECTION_SET, selections });
  return (info.operation.variableDefinitions ?? []).filter((d) => used.has(d.variable.name.value));
}

function write(
  info: GraphQLResolveInfo,
  rootField: string,
  given: string[],
  selections: readonly SelectionNode[],
): Template {
  const definition = info.schema.getQueryType()!.getFields()[rootField]!;
  const types = new Map(definition.args.map((a) => [a.name, String(a.type)]));
  const own = given.map((name) => `$_${name}: ${types.get(name)}`);
  const theirs = clientVariables(info, selections);
  const declared = [...own, ...theirs.map((d) => print(d))].join(', ');
  const passed = given.map((name) => `${name}: $_${name}`).join(', ');
  const selection = print(field(ROOT, undefined, selections)).slice(ROOT.length);
  return {
    query: `query${declared === '' ? '' : `(${declared})`} { ${ROOT}: ${rootField}${passed === '' ? '' : `(${passed})`}${selection} }`,
    clientVariables: theirs.map((d) => d.variable.name.value),
  };
}
