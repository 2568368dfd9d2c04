import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql';
import { limitExceeded } from './request-errors.js';

/** Bounds that a document must keep before anything is validated or executed. */
export interface RequestLimits {
  /** Bytes of the HTTP body. */
  bytes: number;
  /** Lexical tokens of the document. */
  tokens: number;
  /** Nested selections, fragments expanded. */
  depth: number;
  /** Nested brackets of a document, nested lists and objects of its variables. */
  nesting: number;
  /** Aliased fields, fragments expanded. */
  aliases: number;
  /** Fields at the root of an operation, fragments expanded. */
  rootFields: number;
  /** Fields of an operation, fragments expanded: what nested fragments can multiply. */
  fields: number;
}

export const DEFAULT_LIMITS: Readonly<RequestLimits> = {
  bytes: 256 * 1024,
  tokens: 5_000,
  depth: 20,
  nesting: 64,
  aliases: 200,
  rootFields: 20,
  fields: 5_000,
};

/** Refuses a text with too many tokens; a text that cannot be read is left to the parser, whose error is better. */
export function checkTokens(text: string, limits: RequestLimits): void {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let open = 0;
  let deepest = 0;
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      tokens++;
      if (OPENING.has(kind)) deepest = Math.max(deepest, ++open);
      else if (CLOSING.has(kind)) open--;
    }
  } catch {
    // Left to the parser, once its nesting is known to be bounded.
  }
  if (tokens > limits.tokens) {
    throw limitExceeded('jetons', limits.tokens, tokens, 'Découpez-la en plusieurs requêtes.');
  }
  refuseOver('imbrication', limits.nesting, deepest, 'Demandez moins de niveaux imbriqués.');
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.PAREN_L, TokenKind.BRACKET_L, TokenKind.BRACE_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.PAREN_R, TokenKind.BRACKET_R, TokenKind.BRACE_R]);

/** Refuses variables whose lists and objects are nested beyond the bound, without recursion. */
export function checkVariables(variables: unknown, limits: RequestLimits): void {
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth++) {
    refuseOver('imbrication', limits.nesting, depth, 'Imbriquez moins de listes et d’objets dans les variables.');
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}

interface Weight {
  depth: number;
  aliases: number;
  fields: number;
}

/** Refuses a document whose operations are too deep, too wide or too much aliased once their fragments are expanded. */
export function checkDocument(document: DocumentNode, limits: RequestLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  const weigh = weigher(fragments);
  for (const operation of operations) {
    const weight = weigh(operation.selectionSet);
    const roots = countRoots(operation.selectionSet, fragments, new Set());
    refuseOver('profondeur', limits.depth, weight.depth, 'Demandez moins de niveaux imbriqués.');
    refuseOver('alias', limits.aliases, weight.aliases, 'Demandez moins de champs sous un alias.');
    refuseOver('champs à la racine', limits.rootFields, roots, 'Découpez-la en plusieurs requêtes.');
    refuseOver('champs', limits.fields, weight.fields, 'Demandez moins de champs, ou des fragments moins imbriqués.');
  }
}

function refuseOver(limite: string, maximum: number, demande: number, mend: string): void {
  if (demande > maximum) throw limitExceeded(limite, maximum, demande, mend);
}

/** Each fragment is weighed once; a fragment that contains itself counts for nothing there (validation refuses it). */
function weigher(fragments: Map<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Weight {
  const known = new Map<string, Weight>();
  const nothing: Weight = { depth: 0, aliases: 0, fields: 0 };

  function ofFragment(name: string): Weight {
    const weighed = known.get(name);
    if (weighed) return weighed;
    const fragment = fragments.get(name);
    if (!fragment) return nothing;
    known.set(name, nothing);
    const weight = weigh(fragment.selectionSet);
    known.set(name, weight);
    return weight;
  }

  function weigh(set: SelectionSetNode): Weight {
    const sum = { ...nothing };
    for (const selection of set.selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.selectionSet
            ? weigh(selection.selectionSet)
            : nothing;
      const field = selection.kind === Kind.FIELD ? 1 : 0;
      sum.depth = Math.max(sum.depth, inner.depth + field);
      sum.fields += inner.fields + field;
      sum.aliases += inner.aliases + (selection.kind === Kind.FIELD && selection.alias ? 1 : 0);
    }
    return sum;
  }
  return weigh;
}

function countRoots(
  set: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
  visited: Set<string>,
): number {
  let roots = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) roots++;
    else if (selection.kind === Kind.INLINE_FRAGMENT) roots += countRoots(selection.selectionSet, fragments, visited);
    else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment) roots += countRoots(fragment.selectionSet, fragments, visited);
    }
  }
  return roots;
}
