import {
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
export type Variables = Readonly<Record<string, unknown>>;

/** Field nodes of one object, by response key, in the order of the answer. */
export type Champs = Map<string, FieldNode[]>;

/**
 * The fields that a selection asks of an object: the CollectFields of the GraphQL specification (6.3.2), for a contract
 * without interface or union.
 *
 * @param sets selection sets of the nodes that share one response key
 */
export function champsDe(
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  variables: Variables,
): Champs {
  const champs: Champs = new Map();
  const visites = new Set<string>();

  function collecter(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (!demande(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const cle = selection.alias?.value ?? selection.name.value;
        const noeuds = champs.get(cle);
        if (noeuds === undefined) champs.set(cle, [selection]);
        else noeuds.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (concerne(selection.typeCondition?.name.value, type)) collecter(selection.selectionSet);
      } else if (!visites.has(selection.name.value)) {
        visites.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined && concerne(fragment.typeCondition.name.value, type)) {
          collecter(fragment.selectionSet);
        }
      }
    }
  }
  for (const set of sets) collecter(set);
  return champs;
}

function concerne(condition: string | undefined, type: GraphQLObjectType): boolean {
  return condition === undefined || condition === type.name;
}

/** `@skip` and `@include`. */
function demande(noeud: FieldNode | FragmentSpreadNode | InlineFragmentNode, variables: Variables): boolean {
  if (noeud.directives === undefined || noeud.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, noeud, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, noeud, variables)?.if !== false;
}

/** Fragments among some definitions, by name. */
export function fragmentsDe(definitions: readonly DefinitionNode[]): Fragments {
  return new Map(
    definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}

/** Names of the variables that `@include` and `@skip` read in some definitions, sorted. */
export function variablesDesDirectives(definitions: readonly DefinitionNode[]): string[] {
  const noms = new Set<string>();
  for (const definition of definitions) {
    visit(definition, {
      Directive: ({ name, arguments: args }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) noms.add(value.name.value);
      },
    });
  }
  return [...noms].sort();
}
