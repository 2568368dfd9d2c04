import { champsDe } from '@inter-ror/graphql-endpoint';
import { type FieldNode, type GraphQLObjectType, type GraphQLSchema, getNamedType } from 'graphql';
import { type Frame, type RegionPart, regionPart, rootQuestion } from '../plan/index.js';

/** Response names of what the gateway asks of a page for itself, before the offers. */
export const PAGE = { total: '_total', cursors: '_curseurs', info: '_suite', regions: '_regions' } as const;
/** Fields that the gateway asks of every page; the offers come last, so that they can be cut out of the JSON. */
const OWN =
  `${PAGE.total}: totalCount ${PAGE.cursors}: curseurs ${PAGE.info}: pageInfo { hasNextPage } ` +
  `${PAGE.regions}: regions { codes generation date }`;

/** One `nodes` of a client's selection. */
export interface OfferList {
  part: RegionPart;
  /** Response name asked of the region, which the gateway chooses. */
  name: string;
  /** First field of each offer, which no other object of the answer has: `{"_":"Offre"` is where an offer begins. */
  mark: string;
}

/** What is asked of each region's page for one selection of `PageOffres`. */
export interface PageForm {
  /** The document, escaped for JSON once for all. */
  query: { json: string };
  lists: readonly OfferList[];
  /** The list of each response name of the client's. */
  rankOf: ReadonlyMap<string, number>;
  /** What regions write of the offers is what the client gets. */
  exact: boolean;
}

/** @param nodes the client's `rechercherOffres` fields that share one response name */
export function pageForm(schema: GraphQLSchema, nodes: readonly FieldNode[], frame: Frame): PageForm {
  const page = schema.getType('PageOffres') as GraphQLObjectType;
  const offer = getNamedType(page.getFields().nodes!.type) as GraphQLObjectType;
  const lists: OfferList[] = [];
  const rankOf = new Map<string, number>();
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  for (const [key, same] of champsDe(page, sets, frame.fragments, frame.variables)) {
    if (same[0]!.name.value !== 'nodes') continue;
    rankOf.set(key, lists.length);
    const part = regionPart(offer, same, frame);
    lists.push({ part, name: `_n${lists.length}`, mark: unusedName(part.text) });
  }
  const asked = lists.map(({ name, mark, part }) => `${name}: nodes { ${mark}: __typename ${part.text} }`);
  const text = rootQuestion(
    schema,
    'rechercherOffres',
    ['criteres', 'tri', 'first', 'after'],
    [OWN, ...asked].join(' '),
  );
  return {
    query: { json: JSON.stringify(text) },
    lists,
    rankOf,
    exact: lists.every(({ part }) => part.exact),
  };
}

/** A response name of underscores that a selection does not have. */
function unusedName(text: string): string {
  const names = new Set(text.split(/[^_0-9A-Za-z]+/));
  let name = '_';
  while (names.has(name)) name += '_';
  return name;
}
