import { champsDe, type Fragments, type Variables } from '@inter-ror/graphql-endpoint';
import { type FieldNode, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { keyAlias, NATIONAL_TYPES } from './national-fields.js';
import { type Check, checkExactly, checkObject, checkOf } from './shape.js';

/** What fragments and `@include` or `@skip` of a document are read with. */
export interface Frame {
  fragments: Fragments;
  variables: Variables;
}

/** A client's selection of one object, as it is asked to a region, with what the region's JSON must then be. */
export interface RegionPart {
  /** Fields without braces, fragments and directives resolved: alike for selections that ask the same. */
  text: string;
  /** Accepts the object that a region answers. */
  check: Check;
  /** The region's JSON is what the client gets: no national field was left out, none was added. */
  exact: boolean;
  /** Fields asked, `Offre.nom`, at every depth. */
  fields: ReadonlySet<string>;
}

/**
 * Compiles what a client selected of an object type. Response names stay the client's; national fields are replaced by
 * the key they are gathered by, at every depth.
 *
 * @param nodes the client's fields that share one response name
 */
export function regionPart(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  frame: Frame,
  place = type.name,
): RegionPart {
  const national = NATIONAL_TYPES[type.name];
  const texts: string[] = [];
  const fields: { key: string; check: Check }[] = [];
  const asked = new Set<string>();
  let gathers = false;
  let exact = true;
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  for (const [key, same] of champsDe(type, sets, frame.fragments, frame.variables)) {
    const name = same[0]!.name.value;
    if (national !== undefined && (name === national.list || name === national.statuses)) {
      gathers = true;
      exact = false;
      continue;
    }
    const here = `${place}.${key}`;
    const head = key === name ? name : `${key}: ${name}`;
    if (name === '__typename') {
      texts.push(head);
      fields.push({ key, check: checkExactly(here, type.name) });
      continue;
    }
    const definition = type.getFields()[name]!;
    asked.add(`${type.name}.${name}`);
    const target = getNamedType(definition.type);
    const below = isObjectType(target) ? regionPart(target, same, frame, here) : undefined;
    texts.push(below === undefined ? head : `${head} { ${below.text} }`);
    fields.push({ key, check: checkOf(definition.type, here, below?.check) });
    exact &&= below?.exact ?? true;
    for (const field of below?.fields ?? []) asked.add(field);
  }
  if (gathers) {
    const key = keyAlias(national!.key);
    texts.push(`${key}: ${national!.key}`);
    fields.push({ key, check: checkOf(type.getFields()[national!.key]!.type, `${place}.${key}`, undefined) });
  }
  // All its fields may be left out by their directives.
  if (texts.length === 0) {
    exact = false;
    texts.push('__typename');
    fields.push({ key: '__typename', check: checkExactly(place, type.name) });
  }
  return { text: texts.join(' '), check: checkObject(place, fields), exact, fields: asked };
}
