import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { keyAlias, NATIONAL_TYPES } from './national-fields.js';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/**
 * A client's selection as it is asked to a region: fragments inlined, national fields replaced by the key they are
 * gathered by, at every depth. Response names stay the client's, so that the region's JSON is read by response name.
 */
export function regionSelection(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  fragments: Fragments,
): SelectionSetNode {
  const national = NATIONAL_TYPES[type.name];
  const rewritten: SelectionNode[] = [];
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      const name = node.name.value;
      if (national !== undefined && (name === national.list || name === national.statuses)) continue;
      rewritten.push(rewriteField(type, node, fragments));
    } else {
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]!.selectionSet;
      const selectionSet = regionSelection(type, inner.selections, fragments);
      const directives = node.directives ?? [];
      if (selectionSet.selections.length > 0) rewritten.push({ kind: Kind.INLINE_FRAGMENT, directives, selectionSet });
    }
  }
  if (national !== undefined) rewritten.push(field(national.key, keyAlias(national.key)));
  return { kind: Kind.SELECTION_SET, selections: rewritten };
}

function rewriteField(type: GraphQLObjectType, node: FieldNode, fragments: Fragments): FieldNode {
  const definition = type.getFields()[node.name.value];
  const target = definition === undefined ? undefined : getNamedType(definition.type);
  if (node.selectionSet === undefined || !isObjectType(target)) return node;
  return { ...node, selectionSet: regionSelection(target, node.selectionSet.selections, fragments) };
}

/** `alias: name`, with an optional selection. */
export function field(name: string, alias?: string, selections?: readonly SelectionNode[]): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias === undefined ? {} : { alias: { kind: Kind.NAME, value: alias } }),
    ...(selections === undefined ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  };
}

/** Names of the variables that a selection uses. */
export function variablesUsed(selection: SelectionSetNode): Set<string> {
  const names = new Set<string>();
  visit(selection, { Variable: (node) => void names.add(node.name.value) });
  return names;
}
