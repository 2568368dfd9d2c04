import { type FieldNode, type GraphQLObjectType, Kind, type SelectionNode } from 'graphql';
import { type Fragments, field, regionSelection } from './region-selection.js';

/** Response names of what the gateway asks of a page for itself. */
export const PAGE = { total: '_total', cursors: '_curseurs', info: '_suite', regions: '_regions' } as const;

/**
 * What is asked of a region's page: every `nodes` that the client selected, under its own response name,
 * and what the merge needs. Everything else of a page is made by the gateway.
 */
export function pageSelection(
  offre: GraphQLObjectType,
  nodes: readonly FieldNode[],
  fragments: Fragments,
): readonly SelectionNode[] {
  const selections = nodes.flatMap((n) => n.selectionSet?.selections ?? []);
  return [
    ...nodesSelections(offre, selections, fragments),
    field('totalCount', PAGE.total),
    field('curseurs', PAGE.cursors),
    field('pageInfo', PAGE.info, [field('hasNextPage')]),
    field('regions', PAGE.regions, [field('codes'), field('generation'), field('date')]),
  ];
}

function nodesSelections(
  offre: GraphQLObjectType,
  selections: readonly SelectionNode[],
  fragments: Fragments,
): SelectionNode[] {
  const kept: SelectionNode[] = [];
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      if (node.name.value !== 'nodes') continue;
      kept.push({ ...node, selectionSet: regionSelection(offre, node.selectionSet!.selections, fragments) });
      continue;
    }
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]!.selectionSet;
    const below = nodesSelections(offre, inner.selections, fragments);
    if (below.length === 0) continue;
    kept.push({
      kind: Kind.INLINE_FRAGMENT,
      directives: node.directives ?? [],
      selectionSet: { kind: Kind.SELECTION_SET, selections: below },
    });
  }
  return kept;
}
